"""Style, floors, migrations and translations: `make lint` looks at all of them and changes nothing; `--fix` puts right what a tool can."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent


def files(pattern: str, *folders: str) -> list[str]:
    return sorted(str(path.relative_to(ROOT)) for folder in folders for path in (ROOT / folder).rglob(pattern))


def checks() -> dict[str, list[str]]:
    manage = [sys.executable, "manage.py"]
    return {
        "ruff": [f"{BIN}/ruff", "check", "--quiet", "."],
        "ruff format": [f"{BIN}/ruff", "format", "--check", "--quiet", "."],
        "templates": [f"{BIN}/djade", "--check", "--target-version", "5.2", *files("*.html", "templates")],
        "floors": [f"{BIN}/lint-imports"],
        "migrations": [*manage, "makemigrations", "--check", "--dry-run"],
        "translations": [sys.executable, "scripts/messages.py", "--check"],
    }


def repairs() -> dict[str, list[str]]:
    return {
        "django-upgrade": [
            *(f"{BIN}/django-upgrade", "--target-version", "5.2", "--exit-zero-even-if-changed"),
            *files("*.py", "config", "zone", "enterprises", "projects", "tests"),
        ],
        "ruff": [f"{BIN}/ruff", "check", "--fix", "--quiet", "."],
        "ruff format": [f"{BIN}/ruff", "format", "--quiet", "."],
        "templates": [f"{BIN}/djade", "--target-version", "5.2", *files("*.html", "templates")],
    }


def main() -> int:
    fixing = "--fix" in sys.argv
    wrong = []
    with tempfile.TemporaryDirectory(prefix="zone-lint-") as folder:
        own = {"DATABASE_URL": "sqlite://:memory:", "DATA_DIR": folder, "DEMO": "1"}
        for name, command in (repairs() if fixing else checks()).items():
            done = subprocess.run(command, cwd=ROOT, env={**os.environ, **own}, capture_output=True, text=True, check=False)
            # djade ends with 1 where it has rewritten something, which is what a repair is for.
            if done.returncode and not (fixing and name == "templates"):
                wrong.append(name)
                print(f"== {name}\n{(done.stdout + done.stderr).strip()}", flush=True)
    print(f"lint: {len(wrong)} of {len(repairs() if fixing else checks())} complain: {', '.join(wrong)}" if wrong else "lint: clean")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
