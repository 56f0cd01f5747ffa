"""What was read of a file, as one digest: the same for the same sheet saved anew with other bytes."""

import hashlib

from zone.ledgers.table import Table
from zone.ledgers.understanding import Understood


def content_digest(understood: Understood, table: Table) -> str:
    """64 hexadecimal digits over kind, worksheet, unit, month, district and every cell that is read, with its heading, whether they were
    found in the file or said by a person. Formatting, other worksheets and columns that are read past do not count."""
    layout, context = understood.layout, understood.context
    said = (
        understood.kind.code,
        understood.sheet.name,
        layout.title,
        understood.unit.name if understood.unit else "",
        context.period,
        context.district,
        context.notes,
    )
    digest = hashlib.sha256(repr((said, [row.sections for row in table.rows])).encode("utf-8", "surrogatepass"))
    for column in table.columns:
        # One text a column: a hundred thousand cells are written out by one call.
        digest.update(repr((column.match.key, column.match.header, column.raw)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
