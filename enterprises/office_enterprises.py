"""企业台账 as the office prints it: one firm a row, with the figures of a month and the revenue of the year before."""

from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet

from enterprises.ledger_columns import STATES, VALUE_KINDS
from enterprises.models import Cluster, Enterprise, OperatingFigure
from enterprises.reporting import latest_period
from zone.ledgers.office import Asked, Chunk, OfficeColumn, OfficeSheet, OfficeTable, first_said, words, yes_or_no
from zone.lib.day_words import span_words
from zone.lib.sheet_cells import CODE, COUNT, MONEY, RATE, WORD
from zone.models import District

EXPORT_RIGHTS = {"enterprises.export_enterprise": Q()}
# A firm's figures leave the house with whoever keeps them, its whole phone number with whoever keeps the firm: reading them is not enough.
FIGURES_OUT, PHONES_OUT = "enterprises.change_operatingfigure", "enterprises.change_enterprise"
STATE_WORDS = {code.value: word for word, code in reversed(STATES.items())}
KIND_WORDS = {kind: word for word, kind in reversed(VALUE_KINDS)} | {"preliminary": ""}
# Each figure with its group of the header, its cell and whether it is added up.
FIGURES = {
    "principal_revenue": ("主营业务收入", MONEY, True),
    "gross_output": ("工业总产值", MONEY, True),
    "gross_output_growth": ("工业总产值", RATE, False),
    "value_added": ("工业增加值", MONEY, True),
    "total_profits": ("利润总额", MONEY, True),
    "taxes_paid": ("实缴税费", MONEY, True),
    "exports_usd": ("外贸出口（万美元）", MONEY, True),
    "employees": ("从业人员", COUNT, True),
    "electricity_kwh": ("用电量（千瓦时）", MONEY, True),
}


class EnterpriseTable(OfficeTable):
    model = Enterprise
    name = "企业台账"
    export_rights = EXPORT_RIGHTS

    def rows(self, asked: Asked) -> QuerySet:
        rows = asked.importer.visible(Enterprise).order_by("name", "pk")
        return rows if asked.district is None else rows.filter(district=asked.district)

    def sheet(self, asked: Asked, rows: QuerySet | None) -> OfficeSheet:
        is_template = rows is None
        month, kinds = _template_month(asked) if is_template else _months(asked)
        districts = District.objects.filter(is_whole=False).values_list("short_name", flat=True)
        may_read_phones = is_template or asked.importer.may(PHONES_OUT)
        columns = (
            OfficeColumn(("企业名称",), ("name", "is_priority"), width=34, told=_marked),
            OfficeColumn(("统一社会信用代码（注册号）",), ("credit_code", "legacy_reg_no"), CODE, 21, told=first_said),
            OfficeColumn(("所属区域",), ("district__short_name",), WORD, 11, choices=tuple(districts), hint="新企业必须填写"),
            OfficeColumn(("所属产业",), ("cluster__name",), WORD, 11, choices=tuple(Cluster.objects.values_list("name", flat=True))),
            OfficeColumn(("行业代码",), ("industry_code",), WORD, 9),
            OfficeColumn(("法定代表人",), ("legal_representative",), WORD, 11),
            OfficeColumn(("联系人",), ("contact_name",), WORD, 11),
            *((OfficeColumn(("联系电话",), ("contact_phone",), CODE, 15),) if may_read_phones else ()),
            *_figures(asked, month, kinds, is_template=is_template),
            OfficeColumn(("是否规上",), ("is_above_scale",), WORD, 9, told=yes_or_no, choices=("是", "否")),
            OfficeColumn(("是否高新技术企业",), ("is_high_tech",), WORD, 11, told=yes_or_no, choices=("是", "否")),
            OfficeColumn(("经营状态",), ("operating_state",), WORD, 10, told=words(STATE_WORDS), choices=tuple(STATE_WORDS.values())),
            OfficeColumn(("注册资本",), ("registered_capital",), MONEY, 12),
            OfficeColumn(("企业地址",), ("address",), width=26),
            OfficeColumn(("备注",), ("remarks",), width=24),
        )
        span = f"（{month[:4]}年{span_words(month)}）" if month else ""
        notes = ("注：☆为市级重点企业。",)
        return OfficeSheet(f"营口国家高新区企业台账{span}", columns, "单位：万元、人", notes, facts=kinds)

    def join(self, chunk: Chunk, sheet: OfficeSheet, asked: Asked) -> Chunk:
        """The figures that the person sees, of the months that the table shows."""
        rows = visible_figures(asked).filter(enterprise__among=chunk["pk"], period__in=list(sheet.facts)).order_by()
        nothing, by_month = [None] * len(FIGURES), {month: {} for month in sheet.facts}
        for pk, month, kind, *values in rows.values_list("enterprise_id", "period", "value_kind", *FIGURES):
            if kind == sheet.facts[month]:
                by_month[month][pk] = values
        for month, found in by_month.items():
            lists = zip(*(found.get(pk, nothing) for pk in chunk["pk"]), strict=True)
            chunk |= {f"{month}.{name}": list(values) for name, values in zip(FIGURES, lists, strict=True)}
        return chunk


def visible_figures(asked: Asked) -> QuerySet:
    """Figures of the zone's own reporting; those of statistical surveys go into no table of the office."""
    rows = asked.importer.visible(OperatingFigure)
    return rows.filter(source_kind=OperatingFigure.SourceKind.ADMINISTRATIVE)


def _months(asked: Asked) -> tuple[str, dict[str, str]]:
    """The month asked for, else the newest of which the person sees figures, if he may take any out. It and the year before, each with the
    kind of value that most of its figures are: a sheet can tell of one kind a month."""
    if not asked.importer.may(FIGURES_OUT):
        return "", {}
    month = asked.month if asked.period or asked.year else latest_period(visible_figures(asked)) or ""
    if not month:
        return "", {}
    counted = visible_figures(asked).filter(period__in=[_year_before(month), month]).order_by().values_list("period", "value_kind")
    found = sorted(counted.annotate(n=Count("pk")), key=lambda row: row[2])
    return month, {period: kind for period, kind, _count in found}


def _template_month(asked: Asked) -> tuple[str, dict[str, str]]:
    return asked.month, {asked.month: "preliminary"}


def _year_before(month: str) -> str:
    return f"{int(month[:4]) - 1}-12"


def _figures(asked: Asked, month: str, kinds: dict[str, str], *, is_template: bool) -> list[OfficeColumn]:
    columns, before = [], _year_before(month) if month else ""
    for name in _told(asked, month, kinds, is_template):
        group, cell, is_summed = FIGURES[name]
        if name == "principal_revenue" and before in kinds:
            path = (group, f"{before[:4]}年{_remark(kinds[before])}")
            columns.append(OfficeColumn(path, (f"{before}.{name}",), cell, 13, is_summed=is_summed))
        if month in kinds:
            head = "同比±%" if name == "gross_output_growth" else span_words(month) + _remark(kinds[month])
            columns.append(OfficeColumn((group, head), (f"{month}.{name}",), cell, 13, is_summed=is_summed))
    return columns


def _told(asked: Asked, month: str, kinds: dict[str, str], is_template: bool) -> Iterable[str]:
    """The figures of which any stands in that month; revenue always, since the year before stands beside it."""
    if is_template:
        return [name for name in FIGURES if name not in ("value_added", "electricity_kwh")]
    if not kinds:
        return []
    rows = visible_figures(asked).filter(period=month, value_kind=kinds.get(month, "")).order_by()
    counts = rows.aggregate(**{name: Count(name) for name in FIGURES})
    return [name for name in FIGURES if counts[name] or name == "principal_revenue"]


def _remark(kind: str) -> str:
    word = KIND_WORDS.get(kind, "")
    return f"（{word}数）" if word else ""


def _marked(names: list, priorities: list) -> list:
    return [f"☆{name}" if is_priority else name for name, is_priority in zip(names, priorities, strict=True)]
