"""The office's secret: from the environment, from a file that it names, else made once and kept beside the data.

Every part of the office on one machine (pages, commands, the child of an import) must hold the same secret: it signs sessions and seals the
audit trail. Nothing known to the world is ever used, in the demo neither.
"""

import os
import secrets
from pathlib import Path


def secret_key(*, given: str, file: str, folder: Path) -> str:
    """`given`, else what `file` holds, else `folder`/secret_key, which is made with 64 random bytes where it is missing. Raises OSError."""
    if given:
        return given
    if file:
        return Path(file).read_text(encoding="utf-8").strip()
    kept = folder / "secret_key"
    if not kept.exists():
        keep_new(kept)
    return kept.read_text(encoding="utf-8").strip()


def keep_new(kept: Path) -> None:
    """Two processes that start at once end with one secret: it is written aside and linked into place, and the later link loses."""
    aside = kept.with_name(f"{kept.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(secrets.token_urlsafe(64))
    try:
        os.link(aside, kept)
    except FileExistsError:
        pass
    finally:
        aside.unlink()
