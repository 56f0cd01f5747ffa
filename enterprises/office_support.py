"""包扶企业一览表 as the office prints it: each firm's assignment as it stands, and beside it what the firm asks for, a row a request."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.db.models import Q, QuerySet

from enterprises.ledger_support_columns import CATEGORIES, TIERS
from enterprises.models import ServiceRequest, SupportAssignment
from zone.ledgers.office import Asked, Chunk, OfficeColumn, OfficeSheet, OfficeTable, days, first_said, joined, words
from zone.lib.sheet_cells import DAY, TEXT, WORD
from zone.models import Department

EXPORT_RIGHTS = {"enterprises.change_supportassignment": Q()}  # requests of firms stand in the same table
TIER_WORDS = {tier: word for word, tier in reversed(TIERS.items())}
CATEGORY_WORDS = {category: word for word, category in reversed(CATEGORIES.items())}
Status = ServiceRequest.Status
STATUS_WORDS = {
    Status.REPORTED: "已上报", Status.ACCEPTED: "已受理", Status.DISPATCHED: "已交办", Status.IN_PROGRESS: "正在办理",
    Status.FEEDBACK: "已反馈", Status.COMPLETED: "已解决", Status.REVISITED: "已回访", Status.CLOSED: "已销号",
    Status.ON_HOLD: "需上级协调", Status.REJECTED: "不予受理",
}  # fmt: skip
REQUEST = (
    "description", "category", "raised_on", "department__name", "department_name", "officer__name", "officer_name", "status",
    "progress_note", "due_on", "due_precision",
)  # fmt: skip


class SupportTable(OfficeTable):
    model = SupportAssignment
    name = "包扶企业一览表"
    export_rights = EXPORT_RIGHTS

    def rows(self, asked: Asked) -> QuerySet:
        """The assignments of the year that hold on the day, or held last where the year is over."""
        year = asked.year or (int(asked.period[:4]) if asked.period else asked.on.year)
        rows = asked.importer.visible(SupportAssignment).filter(year=year)
        every = SupportAssignment.objects.filter(year=year).values_list("valid_to", "valid_from", "enterprise_id", "pk")
        ordered = sorted(every, key=lambda row: (row[0] is None, row[1] or date.min))
        last = {firm: pk for _to, _from, firm, pk in ordered}
        rows = rows.filter(pk__among=sorted(last.values())).order_by("leader__name", "leader_name", "enterprise__name", "pk")
        return rows if asked.district is None else rows.filter(enterprise__district=asked.district)

    def sheet(self, asked: Asked, rows: QuerySet | None) -> OfficeSheet:
        year = asked.year or (int(asked.period[:4]) if asked.period else asked.on.year)
        departments = tuple(Department.objects.values_list("name", flat=True))
        columns = (
            OfficeColumn(("包扶领导",), ("leader__name", "leader_name"), WORD, 10, told=first_said),
            OfficeColumn(("职务",), ("leader_title",), width=16),
            OfficeColumn(("牵头部门",), ("department__name", "department_name"), TEXT, 16, told=first_said, choices=departments),
            OfficeColumn(("配合部门",), ("supporting_departments",), width=16, told=joined),
            OfficeColumn(("包扶企业",), ("enterprise__name",), width=30),
            OfficeColumn(("企业类别",), ("tier",), WORD, 9, told=words(TIER_WORDS), choices=("重点", "骨干", "一般", "培育")),
            OfficeColumn(("包扶责任人",), ("officer__name", "officer_name"), WORD, 11, told=first_said),
            OfficeColumn(("包扶起始时间",), ("valid_from",), DAY, 12),
            *(_request_columns(departments) if asked.importer.may("enterprises.view_servicerequest") else ()),
        )
        title = f"{year}年度营口高新区领导干部包扶企业一览表"
        return OfficeSheet(title, columns, unit_line="", frozen=2, with_total=False)

    def chunks(self, rows: QuerySet, sheet: OfficeSheet, asked: Asked) -> Iterator[Chunk]:
        """A firm with several requests has as many rows."""
        names = (*sheet.sources, "enterprise_id")
        has_requests = any("." in name for column in sheet.columns for name in column.sources)
        found = rows.values_list(*names)
        requests = _requests(asked, [row[-1] for row in found]) if has_requests else {}
        lines = [(*row, *request) for row in found for request in requests.get(row[-1], [[None] * len(REQUEST)])]
        if lines:
            every = (*names, *(f"request.{name}" for name in REQUEST))
            yield dict(zip(every, map(list, zip(*lines, strict=True)), strict=True))


def _requests(asked: Asked, firms: list[int]) -> dict[int, list[list]]:
    rows = asked.importer.visible(ServiceRequest).filter(enterprise__among=firms).order_by("pk")
    found = defaultdict(list)
    for firm, *values in rows.values_list("enterprise_id", *REQUEST):
        found[firm].append(values)
    return found


def _request_columns(departments: tuple[str, ...]) -> list[OfficeColumn]:
    def told(name: str) -> str:
        return f"request.{name}"

    return [
        OfficeColumn(("企业诉求",), (told("description"),), width=32),
        OfficeColumn(("诉求类别",), (told("category"),), WORD, 9, told=words(CATEGORY_WORDS)),
        OfficeColumn(("提出时间",), (told("raised_on"),), DAY, 12),
        OfficeColumn(
            ("承办单位",), (told("department__name"), told("department_name")), TEXT, 14, told=first_said, choices=departments
        ),
        OfficeColumn(("承办人",), (told("officer__name"), told("officer_name")), WORD, 9, told=first_said),
        OfficeColumn(("办理状态",), (told("status"),), WORD, 11, told=words(STATUS_WORDS), choices=tuple(STATUS_WORDS.values())),
        OfficeColumn(("办理进展",), (told("progress_note"),), width=30),
        OfficeColumn(("解决时限",), (told("due_on"), told("due_precision")), DAY, 13, told=days),
    ]  # fmt: skip
