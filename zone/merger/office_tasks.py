"""三区整合任务分解表 as the office prints it: one task a row, in the order of their numbers."""

from django.db.models import Q, QuerySet

from zone.ledgers.office import Asked, OfficeColumn, OfficeSheet, OfficeTable, days, first_said, joined, words
from zone.lib.sheet_cells import DAY, RATE, SERIAL, TEXT, WORD
from zone.merger.ledger_columns import plan_of
from zone.merger.models import MergerTask
from zone.models import Department

EXPORT_RIGHTS = {"merger.change_mergertask": Q()}
State = MergerTask.State
STATES = {
    State.NOT_STARTED: "未启动", State.ON_SCHEDULE: "按序时推进", State.BEHIND: "滞后", State.DONE: "已完成", State.CLOSED: "已销号",
}  # fmt: skip
ORDINARY_TITLE = "三区整合工作任务分解表"


class MergerTaskTable(OfficeTable):
    model = MergerTask
    name = "任务分解表"
    export_rights = EXPORT_RIGHTS

    def rows(self, asked: Asked) -> QuerySet:
        return asked.importer.visible(MergerTask).order_by("plan", "number")

    def sheet(self, asked: Asked, rows: QuerySet | None) -> OfficeSheet:
        """A plan that the title tells by itself needs no column; several plans, or one of another name, stand in one."""
        plans = [] if rows is None else list(rows.order_by().values_list("plan", flat=True).distinct()[:2])
        title = f"贯彻落实{plans[0]}文件 {ORDINARY_TITLE}" if len(plans) == 1 else ORDINARY_TITLE
        is_told = (len(plans) == 1 and plan_of(title, None) == plans[0]) or rows is None
        departments = tuple(Department.objects.values_list("name", flat=True))
        columns = (
            OfficeColumn(("序号",), ("number",), SERIAL, 6),
            *(() if is_told else (OfficeColumn(("文件依据",), ("plan",), width=22),)),
            OfficeColumn(("工作内容",), ("workstream",), width=18),
            OfficeColumn(("具体任务",), ("title",), width=36),
            OfficeColumn(("牵头领导",), ("lead_leader__name", "lead_leader_name"), WORD, 10, told=first_said),
            OfficeColumn(
                ("牵头单位",), ("lead_department__name", "lead_department_name"), TEXT, 18, told=first_said, choices=departments
            ),
            OfficeColumn(("配合单位",), ("supporting_departments",), width=24, told=joined),
            OfficeColumn(("完成时限",), ("due_on", "due_precision"), DAY, 13, told=days),
            OfficeColumn(("完成状态",), ("state",), WORD, 11, told=words(STATES), choices=tuple(STATES.values())),
            OfficeColumn(("完成进度（%）",), ("progress_percent",), RATE, 10, hint="填 0 至 100 的数字"),
            OfficeColumn(("工作进展情况",), ("progress_note",), width=34),
            OfficeColumn(("完成标志",), ("deliverable",), width=18),
            OfficeColumn(("备注",), ("remarks",), width=18),
        )  # fmt: skip
        return OfficeSheet(
            title if is_told else ORDINARY_TITLE, columns, unit_line="", frozen=3, with_serial=False, with_total=False
        )  # fmt: skip
