"""What formulas gave. The library that saves a workbook again drops it, and the copy would read as never calculated."""

import re
import zipfile
from pathlib import Path

from zone.lib.xlsx_parts import read_parts

_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*[^/])>(.*?)</(?:\w+:)?c>", re.S)
_RESULT = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)</(?:\w+:)?v>")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_SAVED = re.compile(rb'<c r="([A-Z]+[0-9]+)"([^>]*)>(<f\b[^>]*?(?:/>|>[^<]*</f>))<v ?/></c>')
_REFERENCE = re.compile(rb'(?<!\w)r="([A-Z]+[0-9]+)"')
_KIND = re.compile(rb'(?<!\w)t="(\w+)"')


def keep_results(source: Path, target: Path) -> None:
    """Write the results that `source` holds beside the formulas of `target`, a copy of it saved without them, sheet by sheet."""
    with zipfile.ZipFile(source) as old, source.open("rb") as old_file, zipfile.ZipFile(target) as new, target.open("rb") as new_file:
        before = {name: member for name, _visibility, member in read_parts(old_file, old.infolist()).sheets}
        after = {name: member for name, _visibility, member in read_parts(new_file, new.infolist()).sheets}
        results = {
            after[name].filename: found for name, member in before.items() if name in after and (found := _results(old.read(member)))
        }
        if not results:
            return
        passing = target.with_suffix(".passing")
        with zipfile.ZipFile(passing, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as copy:
            for member in new.infolist():
                data = new.read(member)
                copy.writestr(member.filename, _with(data, results[member.filename]) if member.filename in results else data)
    passing.replace(target)


def _results(sheet: bytes) -> dict[bytes, tuple[bytes, bytes]]:
    """Of each formula's cell the type and the result."""
    found = {}
    for attributes, body in _CELL.findall(sheet):
        place, result = _REFERENCE.search(attributes), _RESULT.search(body)
        if place and result and _FORMULA.search(body):
            kind = _KIND.search(attributes)
            found[place[1]] = (kind[1] if kind else b"n", result[1])
    return found


def _with(sheet: bytes, results: dict[bytes, tuple[bytes, bytes]]) -> bytes:
    def put(cell: re.Match) -> bytes:
        found = results.get(cell[1])
        if found is None or found[0] not in (b"n", b"str", b"b", b"e"):
            return cell[0]
        attributes = _KIND.sub(b"", cell[2]).rstrip()
        return b'<c r="%s"%s t="%s">%s<v>%s</v></c>' % (cell[1], attributes, found[0], cell[3], found[1])

    return _SAVED.sub(put, sheet)
