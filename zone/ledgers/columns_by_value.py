"""Columns whose head alone says too little (代码) and whose cells say the rest."""

from dataclasses import replace

from zone.ledgers.kind import LedgerKind
from zone.lib.credit_code import is_valid
from zone.lib.layout import ColumnMatch, Layout
from zone.lib.letters import letter
from zone.lib.sheet import Sheet
from zone.lib.textkey import match_key

CODE, CODE_HEADS = "credit_code", frozenset(("代码", "企业代码", "单位代码", "法人代码", "编码", "企业编码"))
LOOKED_AT = 100


def with_columns_by_value(kind: LedgerKind, sheet: Sheet, layout: Layout) -> Layout:
    """The layout with the column of credit codes, where none is named so and most cells below 代码 are valid ones."""
    if layout.column(CODE) or not any(column.key == CODE for column in kind.vocabulary.columns):
        return layout
    unknown = {name for name, _header in layout.unmapped}
    for number, path in layout.paths.items():
        if letter(number) in unknown and match_key(path[-1]) in CODE_HEADS and _holds_codes(sheet, layout.first_data_row, number):
            match = ColumnMatch(CODE, number, "/".join(path))
            columns = tuple(sorted((*layout.columns, match), key=lambda column: column.column))
            left = tuple(head for head in layout.unmapped if head[0] != match.letter)
            return replace(layout, columns=columns, unmapped=left)
    return layout


def _holds_codes(sheet: Sheet, first: int, column: int) -> bool:
    last = min(sheet.last_row, first + LOOKED_AT)
    filled = [text for row in range(first, last + 1) if (text := "".join(str(sheet.value(row, column) or "").split()))]
    return bool(filled) and sum(is_valid(text.upper()) for text in filled) * 2 > len(filled)
