"""The parts of a workbook beside its sheets: how cells look, and what lies where in the zip."""

from xml.sax.saxutils import quoteattr

from zone.lib.sheet_cells import CELLS

TITLE, LINE, LINE_MIDDLE, HEAD = 0, 1, 2, 3
LINE_RIGHT, NOTE, TOTAL = (len(CELLS) + 4 + place for place in range(3))
# Up to here General, the built-in formats; own ones are numbered from 164.
_FIRST_OWN = 164
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

RELATIONS = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)


def content_types(sheets: int) -> str:
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_SHEET_TYPE}.worksheet+xml"/>'
        for number in range(1, sheets + 1)
    )
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET_TYPE}.sheet.main+xml"/>{parts}'
        f'<Override PartName="/xl/styles.xml" ContentType="{_SHEET_TYPE}.styles+xml"/></Types>'
    )


def book_relations(sheets: int) -> str:
    found = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, sheets + 1)
    )
    return (
        f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{found}'
        f'<Relationship Id="rId{sheets + 1}" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
    )


def styles() -> str:
    """Fonts, borders and number formats of titles, lines, headers, the cells of `sheet_cells`, notes and sums, in the order of their
    numbers."""
    formats = list(dict.fromkeys(cell.number_format for cell in CELLS if cell.number_format not in ("General", "@")))
    number_formats = "".join(
        f'<numFmt numFmtId="{_FIRST_OWN + at}" formatCode={quoteattr(code)}/>' for at, code in enumerate(formats)
    )  # fmt: skip

    def number(code: str) -> int:
        return {"General": 0, "@": 49}.get(code, 0) or (_FIRST_OWN + formats.index(code) if code in formats else 0)

    rows = [
        _style(font=1, across="center"),
        _style(),
        _style(across="center"),
        _style(font=2, border=1, fill=2, across="center", wraps=True),
        *(_style(border=1, number=number(cell.number_format), across=cell.across, wraps=cell.read != "number") for cell in CELLS),
        _style(across="right"),
        _style(wraps=True),
        _style(font=2, border=1, across="center"),
    ]
    return (
        f'{_XML}<styleSheet xmlns="{_MAIN}"><numFmts count="{len(formats)}">{number_formats}</numFmts>'
        f'<fonts count="3">{_font(11)}{_font(18, bold=True)}{_font(11, bold=True)}</fonts>'
        '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
        '<fill><patternFill patternType="solid"><fgColor rgb="FFEEF2F7"/><bgColor indexed="64"/></patternFill></fill></fills>'
        f'<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>{_border()}</borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(rows)}">{"".join(rows)}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _font(size: int, *, bold: bool = False) -> str:
    return f'<font>{"<b/>" if bold else ""}<sz val="{size}"/><name val="宋体"/><family val="3"/><charset val="134"/></font>'


def _border() -> str:
    sides = "".join(f'<{side} style="thin"><color rgb="FF999999"/></{side}>' for side in ("left", "right", "top", "bottom"))
    return f"<border>{sides}<diagonal/></border>"


def _style(*, font: int = 0, border: int = 0, fill: int = 0, number: int = 0, across: str = "left", wraps: bool = False) -> str:
    wrap = ' wrapText="1"' if wraps else ""
    return (
        f'<xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0" applyNumberFormat="1" applyFont="1" '
        f'applyFill="1" applyBorder="1" applyAlignment="1"><alignment horizontal="{across}" vertical="center"{wrap}/></xf>'
    )
