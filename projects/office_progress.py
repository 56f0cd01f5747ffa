"""项目月度进展表 as the office prints it: what was reported of each project in a month."""

from decimal import Decimal

from django.db.models import QuerySet

from projects.export_rights import by_kind
from projects.models import Project, ProjectProgress
from projects.office_projects import AMOUNTS, LIGHT_WORDS
from zone.ledgers.office import Asked, Chunk, OfficeColumn, OfficeSheet, OfficeTable, words
from zone.lib.day_words import span_words
from zone.lib.sheet_cells import CODE, MONEY, WORD
from zone.lib.showing import show

RETURNED = ProjectProgress.State.RETURNED


class ProgressTable(OfficeTable):
    model = ProjectProgress
    name = "项目月度进展"
    export_rights = by_kind("project__")

    def rows(self, asked: Asked) -> QuerySet:
        rows = asked.importer.visible(ProjectProgress).filter(period=asked.month).order_by("project__code", "project__name", "pk")
        return rows if asked.district is None else rows.filter(project__district=asked.district)

    def join(self, chunk: Chunk, sheet: OfficeSheet, asked: Asked) -> Chunk:
        """What was returned is told beside the row and counts nowhere; an empty cell takes nothing away where the table comes in again."""
        is_returned = [state == RETURNED for state in chunk["state"]]
        figures = zip(is_returned, chunk["invest_month"], chunk["invest_ytd"], strict=True)
        chunk["told.returned"] = [_returned_words(month, total) if back else None for back, month, total in figures]
        for name in AMOUNTS:
            chunk[name] = [None if back else value for back, value in zip(is_returned, chunk[name], strict=True)]
        return chunk

    def sheet(self, asked: Asked, rows: QuerySet | None) -> OfficeSheet:
        span = span_words(asked.month) if asked.month[5:] != "01" else "1月累计"
        heads = ("本月完成投资", f"{span}完成投资", "自开工累计完成投资", "到位资金")
        columns = (
            OfficeColumn(("项目编号",), ("project__code",), CODE, 13),
            OfficeColumn(("项目名称",), ("project__name",), width=30),
            OfficeColumn(("企业名称",), ("project__enterprise__name",), width=28),
            OfficeColumn(("投资方",), ("project__investor", "project__kind"), width=24, told=_investors),
            *(OfficeColumn((head,), (name,), MONEY, 12, is_summed=True) for head, name in zip(heads, AMOUNTS, strict=True)),
            OfficeColumn(("形象进度",), ("physical_progress",), width=30),
            OfficeColumn(("存在问题",), ("problems",), width=28),
            OfficeColumn(("下步计划",), ("next_step",), width=28),
            OfficeColumn(("亮灯",), ("reported_light",), WORD, 7, told=words(LIGHT_WORDS), choices=("绿", "黄", "红")),
            OfficeColumn(("备注",), ("told.returned", "state"), width=24, told=lambda told, _states: told),
        )
        title = f"{asked.month[:4]}年{int(asked.month[5:])}月份项目月度进展表"
        return OfficeSheet(title, columns, counted="个项目", frozen=3)


def _returned_words(month: Decimal | None, total: Decimal | None) -> str:
    amounts = [f"{word}{show(amount)}" for word, amount in (("本月", month), ("累计", total)) if amount is not None]
    return "，".join(["已退回，不计入", *amounts])


def _investors(investors: list, kinds: list) -> list:
    return [name if kind == Project.Kind.INVESTMENT else None for name, kind in zip(investors, kinds, strict=True)]
