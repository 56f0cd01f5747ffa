"""Gather and compile the Chinese of the interface: `make messages`; `--check` changes nothing and lists what is wrong.

Wrong is: a text of the source that no catalogue holds, a message without Chinese or with a doubtful (fuzzy) one, and a compiled catalogue
that differs from its source. Gathering needs gettext; compiling and checking the catalogues themselves do not.
"""

import contextlib
import io
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
LANGUAGE = "zh_Hans"
NOT_OURS = (".venv", "node_modules", "static", "staticfiles", "data", "build", "tests", "bench", "samples", "docs", ".git")
HEADER = "Simplified Chinese interface of the zone MIS."
METADATA = {
    "Project-Id-Version": "zone MIS",
    "Language": LANGUAGE,
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}


def catalogues(root: Path) -> list[Path]:
    """The .po files of the project below `root`."""
    found = root.glob(f"**/locale/{LANGUAGE}/LC_MESSAGES/*.po")
    return sorted(path for path in found if not set(path.relative_to(root).parts) & set(NOT_OURS))


def entries(catalogue: polib._BaseFile) -> dict[tuple, tuple]:
    """What a program would look up, and what it would find."""
    return {(e.msgctxt, e.msgid, e.msgid_plural): e.msgstr or e.msgstr_plural for e in catalogue if not e.obsolete}


def has_gettext() -> bool:
    return all(shutil.which(tool) for tool in ("xgettext", "msguniq", "msgmerge"))


def gather(root: Path) -> None:
    """Bring every .po below `root` in line with the source. Raises RuntimeError with gettext's own words."""
    ignored = [part for name in NOT_OURS for part in ("--ignore", name)]
    command = [sys.executable, "manage.py", "makemessages", "-l", LANGUAGE, "--add-location=file", "--no-obsolete", "-v0", *ignored]
    own = {"DATABASE_URL": "sqlite://:memory:", "DEMO": "1", "DATA_DIR": tempfile.gettempdir()}
    done = subprocess.run(command, cwd=root, env={**os.environ, **own}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.strip())


def not_gathered(root: Path) -> list[str]:
    """Texts of the source that no catalogue holds; found on a copy, so that nothing here changes."""
    with tempfile.TemporaryDirectory(prefix="zone-messages-") as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(root, copy, ignore=lambda path, names: set(names) & set(NOT_OURS if Path(path) == root else ("__pycache__",)))
        gather(copy)
        missing = []
        for path in catalogues(copy):
            kept = root / path.relative_to(copy)
            held = entries(polib.pofile(str(kept))) if kept.exists() else {}
            places = {(e.msgctxt, e.msgid, e.msgid_plural): e.occurrences for e in polib.pofile(str(path))}
            missing += [f"{places[key][0][0]}: not gathered: {key[1]!r}" for key in entries(polib.pofile(str(path))) if key not in held]
    return missing


def kept_faults(root: Path) -> list[str]:
    """What is wrong with the catalogues as they stand below `root`, one line each."""
    found = []
    for path in catalogues(root):
        name, catalogue = path.relative_to(root), polib.pofile(str(path))
        found += [f"{name}: fuzzy: {e.msgid!r}" for e in catalogue if e.fuzzy and not e.obsolete]
        found += [f"{name}: no Chinese: {e.msgid!r}" for e in catalogue if not e.translated() and not e.fuzzy and not e.obsolete]
        compiled = path.with_suffix(".mo")
        translated = {key: text for key, text in entries(catalogue).items() if text not in ("", {0: ""})}
        if not compiled.exists() or entries(polib.mofile(str(compiled))) != translated:
            found.append(f"{name}: the compiled catalogue differs; run make messages")
    return found


def faults(root: Path) -> list[str]:
    """Everything wrong, one line each. Without gettext nobody can tell whether a text of the source was forgotten."""
    return kept_faults(root) + (not_gathered(root) if has_gettext() else [])


def write() -> None:
    """Gather, put the header in order (no dates, so that only real changes show in a diff) and compile."""
    with contextlib.redirect_stdout(io.StringIO()):
        gather(ROOT)
    for path in catalogues(ROOT):
        catalogue = polib.pofile(str(path), wrapwidth=120)
        catalogue.metadata, catalogue.header = dict(METADATA), HEADER
        catalogue.save(str(path))
        catalogue.save_as_mofile(str(path.with_suffix(".mo")))


def main() -> int:
    if "--check" not in sys.argv:
        if not has_gettext():
            sys.exit("gettext is missing. As root: apt install gettext")
        write()
    wrong = faults(ROOT)
    print(*wrong, sep="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
