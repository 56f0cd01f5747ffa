"""A hundred thousand firms with their figures as the office's own table, against a streamed csv of the same query, and against what
import-export makes of the same columns of as many firms."""

import csv
import io
import tempfile
from collections.abc import Iterable

from bench.stopwatch import Case

STOCK_ROWS = 10_000
MONTH = "2016-06"


def cases(visitor) -> Iterable[Case]:
    from django.db.models import F, FilteredRelation, Q
    from import_export.fields import Field
    from import_export.resources import ModelResource

    from enterprises.models import Enterprise
    from enterprises.office_enterprises import FIGURES
    from zone.ledgers.importer import Importer
    from zone.ledgers.kinds import all_kinds
    from zone.ledgers.office import Asked
    from zone.ledgers.office_file import lines_of, write_office_table
    from zone.lib.clock import today

    table = all_kinds()["enterprises"].office
    asked = Asked(Importer(None, today()), period=MONTH)
    rows = table.rows(asked).filter(operating_state__in=["normal", "half_stopped", "stopped", "closed", "relocated"])
    few = rows.filter(pk__lte=rows.order_by("pk").values_list("pk", flat=True)[STOCK_ROWS - 1])
    # The same columns for import-export, the figures joined by one query; how a firm's two numbers stand in one cell is left out.
    of_firm = [name for column in table.sheet(asked, rows).columns for name in column.sources if "." not in name]
    figure = {"operating_figures__period": MONTH, "operating_figures__value_kind": "preliminary"}
    joined = FilteredRelation("operating_figures", condition=Q(**figure))
    annotated = {f"figure_{name}": F(f"figure__{name}") for name in FIGURES}
    few_annotated = few.select_related("district", "cluster").annotate(figure=joined).annotate(**annotated)
    own = {name: Field(attribute=name, column_name=name) for name in annotated}
    meta = type("Meta", (), {"model": Enterprise, "fields": [*of_firm, *annotated]})
    stock = type("Stock", (ModelResource,), {**own, "Meta": meta})

    def office(chosen=rows) -> None:
        with tempfile.TemporaryFile() as file:
            write_office_table(file, table, chosen, asked)

    def plain() -> None:
        with tempfile.TemporaryFile() as file:
            text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
            csv.writer(text).writerows(lines_of(table, rows, asked))
            text.flush()
            text.detach()

    def of_stock() -> None:
        with tempfile.TemporaryFile() as file:
            file.write(stock().export(few_annotated).xlsx)

    yield Case(f"office table of {rows.count()} firms as xlsx", "streamed csv of the same query", office, plain, 2, times=1)
    yield Case(f"office table of {STOCK_ROWS} firms as xlsx", "export of import-export", lambda: office(few), of_stock, 1 / 15, times=1)
