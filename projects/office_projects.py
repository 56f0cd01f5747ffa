"""技术改造项目计划及进展情况表 and 招商引资项目调度表 as the office prints them: one project a row, with the month's progress."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from projects.ledger_columns import LIGHTS
from projects.ledger_investment_cells import _NUMBER as PAPER_NUMBER
from projects.ledger_investment_columns import PROCEDURES
from projects.models import Procedure, Project, ProjectProgress, Stage
from projects.wording import STAGE_WORDS
from zone.ledgers.office import Asked, Chunk, OfficeColumn, OfficeSheet, OfficeTable, days, first_said, words
from zone.lib.day_words import day_words, span_words
from zone.lib.sheet_cells import CODE, DAY, MONEY, TEXT, WORD
from zone.models import Department

STAGES = {stage.value: word for word, stage in reversed(STAGE_WORDS.items())}
LIGHT_WORDS = {light.value: word for word, light in reversed(LIGHTS.items())}
State, Region = Procedure.State, Project.Region
STATES = {
    State.APPROVED: "√", State.NOT_STARTED: "×", State.NOT_REQUIRED: "不需要", State.PREPARING: "办理中", State.SUBMITTED: "已申报",
    State.CORRECTING: "补正", State.BLOCKED: "受阻",
}  # fmt: skip
REGIONS = {
    Region.YANGTZE_DELTA: "长三角", Region.PEARL_DELTA: "珠三角", Region.JING_JIN_JI: "京津冀", Region.NORTHEAST: "东北",
    Region.PROVINCE: "省内", Region.OVERSEAS: "境外", Region.OTHER: "其他",
}  # fmt: skip
ITEMS_OF_A_TEMPLATE = ("备案", "用地", "环评", "施工许可")
CODE_HINT, PAPER_HINT = "由系统编号，新项目不填", "填 √、×、办理中、不需要，或文号、批准日期"
AMOUNTS = ("invest_month", "invest_ytd", "invest_since_start", "funds_in_place")
PROGRESS = (*AMOUNTS, "physical_progress", "problems", "next_step", "reported_light")


class ProjectTable(OfficeTable):
    """What both tables of projects share."""

    model = Project
    kind = ""

    def rows(self, asked: Asked) -> QuerySet:
        rows = asked.importer.visible(Project).filter(kind=self.kind).order_by("code", "name", "pk")
        rows = rows.filter(plan_year=asked.year) if asked.year else rows
        return rows if asked.district is None else rows.filter(district=asked.district)

    def join(self, chunk: Chunk, sheet: OfficeSheet, asked: Asked) -> Chunk:
        """The progress of the month, without the money of a returned report, and the papers where the table has columns for them."""
        told = ProjectProgress.objects.filter(project__among=chunk["pk"], period=asked.month).order_by()
        by_project = {
            pk: [None] * len(AMOUNTS) + values[len(AMOUNTS) :] if state == ProjectProgress.State.RETURNED else values
            for pk, state, *values in told.values_list("project_id", "state", *PROGRESS)
        }
        nothing = [None] * len(PROGRESS)
        lists = zip(*(by_project.get(pk, nothing) for pk in chunk["pk"]), strict=True)
        chunk |= {f"month.{name}": list(values) for name, values in zip(PROGRESS, lists, strict=True)}
        if items := sheet.facts.get("items"):
            papers = Procedure.objects.filter(project__among=chunk["pk"], item__in=items).order_by()
            columns = ("project_id", "item", "state", "document_number", "done_on", "done_precision")
            cells = {(pk, item): _paper(*values) for pk, item, *values in papers.values_list(*columns)}
            chunk |= {f"paper.{item}": [cells.get((pk, item)) for pk in chunk["pk"]] for item in items}
        return chunk


class TechUpgradeTable(ProjectTable):
    name = "技术改造项目"
    kind = Project.Kind.TECH_UPGRADE
    export_rights = {f"projects.export_{kind}": Q()}

    def sheet(self, asked: Asked, rows: QuerySet | None) -> OfficeSheet:
        columns = (
            OfficeColumn(("项目编号",), ("code",), CODE, 13, hint=CODE_HINT),
            OfficeColumn(("企业名称",), ("enterprise__name",), width=28),
            OfficeColumn(("项目名称",), ("name",), width=28),
            OfficeColumn(("主要建设内容及规模",), ("content",), width=34),
            OfficeColumn(("建设起止年限", "开工"), ("planned_start_on", "planned_start_precision"), DAY, 12, told=days),
            OfficeColumn(("建设起止年限", "竣工"), ("planned_finish_on", "planned_finish_precision"), DAY, 12, told=days),
            OfficeColumn(("实际开工时间",), ("actual_start_on",), DAY, 12),
            OfficeColumn(("行业代码",), ("industry_code",), WORD, 9),
            OfficeColumn(("备案号",), ("filing_number",), CODE, 20),
            OfficeColumn(("总投资", "合计"), ("total_investment", "total_is_approximate"), MONEY, 12, told=_about, is_summed=True),
            OfficeColumn(("总投资", "其中:设备"), ("equipment_investment",), MONEY, 12, is_summed=True),
            plan_column(asked),
            *month_columns(asked, "完成投资"),
            stage_column(),
            *progress_columns(),
            OfficeColumn(("达产后新增", "产值"), ("added_output",), MONEY, 12, is_summed=True),
            OfficeColumn(("达产后新增", "利税"), ("added_profit_tax",), MONEY, 12, is_summed=True),
            *people_columns(),
        )
        title = f"营口高新区{asked.plan_year}年技术改造项目计划及进展情况表（{asked.month[:4]}年{span_words(asked.month)}）"
        return OfficeSheet(title, columns, counted="个项目", frozen=4)


class InvestmentTable(ProjectTable):
    name = "招商引资项目"
    kind = Project.Kind.INVESTMENT
    export_rights = {f"projects.export_{kind}": Q()}

    def sheet(self, asked: Asked, rows: QuerySet | None) -> OfficeSheet:
        items = ITEMS_OF_A_TEMPLATE if rows is None else _items(rows)
        columns = (
            OfficeColumn(("项目编号",), ("code",), CODE, 13, hint=CODE_HINT),
            OfficeColumn(("项目名称",), ("name",), width=26),
            OfficeColumn(("项目公司",), ("enterprise__name",), width=26),
            OfficeColumn(("投资方",), ("investor",), width=24),
            OfficeColumn(("来源地",), ("source_region",), WORD, 9, told=words(REGIONS), choices=tuple(REGIONS.values())),
            OfficeColumn(("目录类别",), ("catalogue_categories",), WORD, 9),
            OfficeColumn(("主要建设内容",), ("content",), width=30),
            OfficeColumn(("总投资",), ("total_investment", "total_is_approximate"), MONEY, 12, told=_about, is_summed=True),
            stage_column(),
            OfficeColumn(("签约时间",), ("signed_on",), DAY, 12),
            OfficeColumn(("注册时间",), ("registered_on",), DAY, 12),
            OfficeColumn(("开工时间", "计划"), ("planned_start_on", "planned_start_precision"), DAY, 12, told=days),
            OfficeColumn(("开工时间", "实际"), ("actual_start_on",), DAY, 12),
            OfficeColumn(("计划竣工时间",), ("planned_finish_on", "planned_finish_precision"), DAY, 12, told=days),
            OfficeColumn(("备案号",), ("filing_number",), CODE, 20),
            plan_column(asked),
            *month_columns(asked, "完成投资"),
            *(OfficeColumn(("手续办理", item), (f"paper.{item}",), DAY, 10, hint=PAPER_HINT) for item in items),
            *progress_columns(),
            *people_columns(),
        )
        title = f"{asked.month[:4]}年{int(asked.month[5:])}月份招商引资项目调度表"
        return OfficeSheet(title, columns, counted="个项目", frozen=3, facts={"items": items})


def plan_column(asked: Asked) -> OfficeColumn:
    """The plan of that year alone: what stands for another year would come in as this one's."""
    year = asked.plan_year

    def of_year(plans: list, years: list) -> list:
        return [plan if of == year else None for plan, of in zip(plans, years, strict=True)]

    return OfficeColumn((f"{year}年计划投资",), ("annual_plan", "plan_year"), MONEY, 12, told=of_year)


def month_columns(asked: Asked, figure: str) -> list[OfficeColumn]:
    span = span_words(asked.month) if asked.month[5:] != "01" else "1月累计"
    heads = (f"本月{figure}", f"{span}{figure}", f"自开工累计{figure}", "到位资金")
    return [
        OfficeColumn((head,), (f"month.{name}",), MONEY, 12, is_summed=True) for head, name in zip(heads, AMOUNTS, strict=True)
    ]  # fmt: skip


def progress_columns() -> list[OfficeColumn]:
    heads = (("形象进度", "physical_progress"), ("存在问题", "problems"), ("下步计划", "next_step"))
    return [OfficeColumn((head,), (f"month.{name}",), width=26) for head, name in heads]


def stage_column() -> OfficeColumn:
    return OfficeColumn(("项目阶段",), ("stage",), WORD, 10, told=words(STAGES), choices=tuple(STAGES[stage.value] for stage in Stage))


def people_columns() -> list[OfficeColumn]:
    departments = Department.objects.values_list("name", flat=True)
    return [
        OfficeColumn(("包保领导",), ("leader__name", "leader_name"), WORD, 10, told=first_said),
        OfficeColumn(
            ("责任部门",), ("department__name", "department_name"), TEXT, 16, told=first_said, choices=tuple(departments)
        ),
        OfficeColumn(("责任人",), ("officer__name", "officer_name"), WORD, 10, told=first_said),
        light_column(),
        OfficeColumn(("备注",), ("remarks",), width=20),
    ]  # fmt: skip


def light_column() -> OfficeColumn:
    return OfficeColumn(("亮灯",), ("month.reported_light",), WORD, 7, told=words(LIGHT_WORDS), choices=("绿", "黄", "红"))


def _about(totals: list, approximate: list) -> list:
    return [f"约{total.normalize():f}" if total is not None and about else total for total, about in zip(totals, approximate, strict=True)]


def _items(rows: QuerySet) -> tuple[str, ...]:
    """The papers of which the projects tell, the usual ones first."""
    found = set(Procedure.objects.filter(project__in=rows.order_by()).order_by().values_list("item", flat=True).distinct())
    order: Iterable[str] = [*PROCEDURES, *sorted(found - PROCEDURES.keys())]
    return tuple(item for item in order if item in found and "/" not in item)


def _paper(state: str, number: str, on, precision: str) -> object:
    """The number of the paper, or the day on which it was given, else how far it is."""
    if state != State.APPROVED:
        return STATES[state]
    if number and PAPER_NUMBER.fullmatch(number):
        return number
    return day_words(on, precision) if on else STATES[state]
