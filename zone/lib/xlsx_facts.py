"""What stands beside the values of an xlsx worksheet, in one pass over its XML.

Number formats, formulas, error cells, hidden rows and columns, merges: the reader of values gives none of these, and
it allots memory for the rectangle up to the furthest cell, so this pass goes first and refuses a sheet whose cells
lie beyond the limits. It looks only at cells that have something to tell.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from zone.lib.letters import column_number, letter
from zone.lib.limits import Limits
from zone.lib.refusals import Refused
from zone.lib.sheet import Runs

MANY_STYLES = 60
REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
ROOT = re.compile(rb"<(\w+:)?worksheet\b")
TRUE = (b"1", b"true")


@dataclass(slots=True)
class Facts:
    formats: Runs = field(default_factory=Runs)
    formulas: Runs = field(default_factory=Runs)
    errors: Runs = field(default_factory=Runs)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)


def read_facts(chunks: Iterable[bytes], formats: dict[int, str], limits: Limits) -> Facts:
    """One pass over a worksheet. `formats` maps a cell style to its number format, without the General ones."""
    facts, scan, before, after = Facts(), None, [], b""
    phase = "before"
    for chunk in chunks:
        if phase == "before":
            before.append(chunk)
            joined = b"".join(before)
            root = ROOT.search(joined)
            prefix = (root[1] or b"") if root else b""
            start = re.search(rb"<" + prefix + rb"sheetData\b[^>]*?(/?)>", joined)
            if start is None:
                before = [joined]
                continue
            _hidden_columns(joined[: start.start()], prefix, facts)
            scan, chunk = _CellScan(prefix, formats, limits, facts), joined[start.end() :]
            phase = "after" if start[1] else "cells"
        if phase == "cells":
            after = scan.feed(chunk)
            if after is None:
                continue
            phase = "after"
        else:
            after += chunk
        after = _merges(after, scan.prefix, facts)
    if scan is not None and phase == "cells":
        scan.finish()
    return facts


def attributes(tag: bytes) -> dict[bytes, bytes]:
    return {name: double or single for name, double, single in ATTRIBUTE.findall(tag)}


def _hidden_columns(head: bytes, prefix: bytes, facts: Facts) -> None:
    for tag in re.findall(rb"<" + prefix + rb"col\s([^>]*)>", head):
        found = attributes(tag)
        if found.get(b"hidden") in TRUE:
            first, last = int(found.get(b"min", b"1")), int(found.get(b"max", b"1"))
            facts.hidden_columns.update(range(max(first, 1), min(last, 16_384) + 1))


def _merges(text: bytes, prefix: bytes, facts: Facts) -> bytes:
    """File the merged ranges in `text`; what is left of it may hold the beginning of one more."""
    for tag in re.findall(rb"<" + prefix + rb"mergeCell\s([^>]*)>", text):
        corners = REFERENCE.findall(attributes(tag).get(b"ref", b"").decode("ascii", "replace"))
        if len(corners) == 2:
            (left, top), (right, bottom) = corners
            facts.merges.append((int(top), column_number(left), int(bottom), column_number(right)))
    return text[text.rfind(b"<") :] if b"<" in text and text.rfind(b">") < text.rfind(b"<") else b""


def _beyond(limit: str, alphabet: str) -> str:
    """A pattern for every numeral of the same alphabet that is larger than `limit` (no leading zeros)."""
    every = f"[{alphabet}]"
    choices = [f"{every}{{{len(limit) + 1},7}}"]
    for at, character in enumerate(limit):
        larger = alphabet[alphabet.index(character) + 1 :]
        if larger:
            choices.append(f"{limit[:at]}[{larger}]{every}{{{len(limit) - at - 1}}}")
    return "|".join(choices)


class _CellScan:
    """The rows and cells of one sheet, fed in chunks."""

    def __init__(self, prefix: bytes, formats: dict[int, str], limits: Limits, facts: Facts):
        self.prefix, self.formats, self.limits, self.facts = prefix, formats, limits, facts
        self.rest, self.row, self.column = b"", 0, 0
        self.styles = {str(style).encode(): name for style, name in formats.items()}
        self.open_runs: dict[bytes, list] = {}
        p = re.escape(prefix)
        self.end = b"</" + prefix + b"sheetData"
        self.row_open, self.cell_open, self.cell_plain = (b"<" + prefix + name for name in (b"row", b"c ", b'c r="'))
        self.formula_open = b"<" + prefix + b"f"
        styles = "|".join(str(style) for style in formats) if 0 < len(formats) <= MANY_STYLES else "[0-9]+"
        cell = rb"<" + p + rb'c r="([A-Z]{1,3})([0-9]{1,7})"'
        self.styled = re.compile(cell + rb'(?: t="\w+")? s="(' + styles.encode() + rb')"[^>/]*>')
        self.failed = re.compile(cell + rb'[^>]*? t="e"[^>]*>(?:(?!</' + p + rb"c>).)*?<" + p + rb"v>([^<]*)", re.S)
        formula = rb"<" + p + rb"f\b(?:[^>]*/>|[^>]*>[^<]*</" + p + rb"f>)\s*"
        cached = rb"(<" + p + rb"v(?:\s[^>]*)?>[^<]+<|<" + p + rb"is\b)?"
        self.formula = re.compile(cell + rb"([^>]*)>\s*" + formula + cached)
        columns = _beyond(letter(limits.columns), "ABCDEFGHIJKLMNOPQRSTUVWXYZ").encode()
        rows = _beyond(str(limits.rows), "0123456789").encode()
        self.far = re.compile(rb"<" + p + rb'c r="(?:((?i:' + columns + rb"))[0-9]+|[A-Za-z]+(?:" + rows + rb'))"(?:[^>]*[^>/])?>\s*<(?!/)')
        self.row_tag = re.compile(rb"<" + p + rb"row\b([^>]*)>")
        self.any_tag = re.compile(rb"<" + p + rb"(row|c)\b([^>]*)>")
        self.cell_body = re.compile(
            rb"\s*(<" + p + rb"f\b(?:[^>]*/>|[^>]*>[^<]*</" + p + rb"f>))?\s*(?:<" + p + rb"(v|is|t)\b[^>/]*>([^<]*))?"
        )

    def feed(self, chunk: bytes) -> bytes | None:
        """Take one more chunk. What follows the cells is given back as soon as they end; None until then."""
        text = self.rest + chunk
        end = text.find(self.end, max(len(self.rest) - len(self.end), 0))
        if end >= 0:
            self._scan(text[:end])
            self.rest = b""
            return text[end:]
        cut = max(text.rfind(self.cell_open), text.rfind(self.row_open))
        if cut <= 0:
            self.rest = text
            return None
        self.rest = text[cut:]
        self._scan(text[:cut])
        return None

    def finish(self) -> None:
        self._scan(self.rest)
        self.rest = b""

    def _scan(self, text: bytes) -> None:
        plain = text.count(self.cell_plain)
        opened = b"<" + self.prefix
        written = text.count(self.cell_open) + text.count(opened + b"c>") + text.count(opened + b"c\n")
        last_row = self.row_tag.search(text, max(text.rfind(self.row_open), 0))
        is_plain = plain == written and text.count(self.row_open) == text.count(self.row_open + b' r="')
        if not is_plain:
            self._scan_any(text)
            return
        self._scan_plain(text)
        if last_row:
            self.row = int(attributes(last_row[1]).get(b"r", b"0"))

    def _scan_plain(self, text: bytes) -> None:
        """Cells written as every office program writes them: `<c r="A1" …>`."""
        facts = self.facts
        found = self.far.search(text)
        if found:
            self._refuse(1 if found[1] is None else self.limits.columns + 1)
        if self.formats:
            self._scan_formats(text)
        if b't="e"' in text:
            for letters, row, error in self.failed.findall(text):
                facts.errors.add(int(row), column_number(letters.decode()), error.decode("utf-8", "replace"))
        if self.formula_open in text:
            for letters, row, _kind, cached in self.formula.findall(text):
                facts.formulas.add(int(row), column_number(letters.decode()), bool(cached))
        if b"hidden=" in text:
            for tag in self.row_tag.findall(text):
                found = attributes(tag)
                if found.get(b"hidden") in TRUE:
                    facts.hidden_rows.add(int(found[b"r"]))

    def _scan_formats(self, text: bytes) -> None:
        """The hot loop: most cells go on with the format of the cell above, so that run is kept at hand."""
        styles, open_runs, runs = self.styles, self.open_runs, self.facts.formats
        for letters, row_text, style in self.styled.findall(text):
            name = styles.get(style)
            if name is None:
                continue
            row = int(row_text)
            run = open_runs.get(letters)
            if run is not None and run[1] == row - 1 and run[2] is name:
                run[1] = row
                continue
            column = column_number(letters.decode())
            runs.add(row, column, name)
            open_runs[letters] = runs.columns[column][-1]

    def _scan_any(self, text: bytes) -> None:
        """Cells written in any other lawful way: no references, other order of attributes, other quotes."""
        for kind, tag, end in ((found[1], found[2], found.end()) for found in self.any_tag.finditer(text)):
            found = attributes(tag)
            if kind == b"row":
                self.row = int(found[b"r"]) if found.get(b"r", b"").isdigit() else self.row + 1
                self.column = 0
                if found.get(b"hidden") in TRUE:
                    self.facts.hidden_rows.add(self.row)
                continue
            place = REFERENCE.fullmatch(found.get(b"r", b"").decode("ascii", "replace"))
            row, self.column = (int(place[2]), column_number(place[1])) if place else (self.row, self.column + 1)
            if tag.endswith(b"/"):
                continue
            self._cell(row, self.column, found, self.cell_body.match(text, end))

    def _cell(self, row: int, column: int, found: dict[bytes, bytes], body: re.Match) -> None:
        formula, holder, value = body.groups()
        if not formula and not holder:
            return
        if row > self.limits.rows or column > self.limits.columns:
            self._refuse(column)
        style = found.get(b"s", b"0")
        name = self.formats.get(int(style)) if style.isdigit() else None
        if name is not None:
            self.facts.formats.add(row, column, name)
        if formula:
            self.facts.formulas.add(row, column, bool(holder == b"is" or value))
        if found.get(b"t") == b"e" and value:
            self.facts.errors.add(row, column, value.decode("utf-8", "replace"))

    def _refuse(self, column: int) -> None:
        if column > self.limits.columns:
            raise Refused("too_many_columns", {"limit": self.limits.columns})
        raise Refused("too_many_rows", {"limit": self.limits.rows})
