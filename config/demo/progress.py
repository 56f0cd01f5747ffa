"""What was reported of the projects month by month, by the officer himself or by his department's liaison for him."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from config.demo.chance import LAST_DAY, chance, moment, parts_of
from config.demo.edits import Edit, apply
from config.demo.organisation import Office
from config.demo.projects import LISTED, WINTER, Built
from projects.models import Project, ProjectProgress, Stage
from projects.models.stage import BEFORE_START, BUILDING, FINISHED
from zone.bulk_history import create_all
from zone.lib.months import between, first_day, month_of, shift, split
from zone.models import Post, User

LIGHTS = ProjectProgress.Light
CONFIRMED = ProjectProgress.State.CONFIRMED
REVIEWED = "2016-05"  # the last month that was confirmed
EQUIPPING = (
    "完成设备招标，签订采购合同",
    "设备基础施工完成",
    "首批设备到货",
    "设备安装过半",
    "设备安装完成，进入单机调试",
    "联动调试，试生产",
)
RAISING = ("场地平整完成", "厂房基础施工", "厂房主体施工", "厂房主体封顶", "设备进场安装", "设备调试")
PREPARING = ("备案已办结", "环评报告已报审", "设备选型基本完成", "用地手续办理中", "施工图设计")
PROBLEMS = ("流动资金紧张", "设备到货推迟约20天", "环评批复尚未下达", "技术工人缺口约20人", "厂区供电容量不足，需增容")
STEPS = ("抓紧设备安装", "协调电力增容", "完成厂房收尾", "落实银行贷款", "组织单机调试", "办理施工许可手续")


def load(office: Office, built: list[Built]) -> None:
    random = chance("progress")
    rows = [row for each in built for row in _reports(office, each, random)]
    create_all(ProjectProgress, rows)
    _correct(rows)
    _review(office, rows)


def set_last_movement(built: list[Built]) -> None:
    """A report is a movement too: called before the projects are saved, so that they are created as they stand."""
    for each in built:
        if months := _months(each):
            each.row.moved_on = max(each.row.moved_on, _reported_on(months[-1], each))


def _months(each: Built) -> list[str]:
    draft = each.draft
    if draft.talk:
        return [draft.last]
    if not draft.plan and draft.stage not in BUILDING:
        return []
    first = draft.first
    if draft.stage in BEFORE_START:
        first = max(first, month_of(draft.steps[-1][1]))
    return between(first, min(draft.last, month_of(draft.entered(Stage.COMPLETED) or LAST_DAY)))


def _reported_on(month: str, each: Built) -> date:
    return first_day(shift(month, 1)) + timedelta(days=len(each.draft.name) % 5)


def _reports(office: Office, each: Built, random) -> Iterator[ProjectProgress]:
    draft, row, months = each.draft, each.row, _months(each)
    done = _done(each, months, random)
    total, funds = 0, Decimal((draft.plan or 0) // 20)
    for month, amount in zip(months, done, strict=True):
        total += amount
        at = max(LISTED, moment(_reported_on(month, each), 9 + split(month)[1] % 9, random.randint(0, 59)))
        report = ProjectProgress(project=row, period=month, recorded_by=_writer(office, each))
        report._history_date, report._history_user, report.reported_at = at, report.recorded_by, at
        if report.recorded_by != row.officer:
            report.recorded_for = row.officer
        if draft.talk:
            report.physical_progress = draft.talk
        else:
            _describe(report, each, amount, total, random)
            funds = max(funds, Decimal(round(int(report.invest_since_start) * random.uniform(1.0, 1.25), -1)))
            report.funds_in_place = funds
        yield report


def _done(each: Built, months: list[str], random) -> list[int]:
    """What was invested in each month: nothing before the start, little in winter, and together what the draft says."""
    started = each.draft.entered(Stage.STARTED)
    weights = []
    for month in months:
        season = WINTER[split(month)[1] - 1] if each.draft.curve == "winter" else 1.0
        is_building = started is not None and month >= month_of(started)
        weights.append(season * random.uniform(0.6, 1.4) if is_building else 0.0)
    return parts_of(each.draft.ytd, weights) if any(weights) else [0] * len(months)


def _writer(office: Office, each: Built) -> User:
    officer = each.row.officer
    if officer == office.accounts["officer"]:
        return officer
    return office.accounts["invest" if each.row.kind == Project.Kind.INVESTMENT else "liaison"]


def _describe(report: ProjectProgress, each: Built, amount: int, total: int, random) -> None:
    draft = each.draft
    since_start = draft.prior + total
    report.invest_month, report.invest_ytd, report.invest_since_start = Decimal(amount), Decimal(total), Decimal(since_start)
    started, stopped = draft.entered(Stage.STARTED), draft.entered(Stage.SUSPENDED)
    if stopped and report.period >= month_of(stopped):
        report.physical_progress, report.problems = "停工", draft.note
    elif started is None or report.period < month_of(started):
        report.physical_progress = PREPARING[(len(draft.name) + split(report.period)[1]) % len(PREPARING)]
    else:
        words = EQUIPPING if each.row.kind == Project.Kind.TECH_UPGRADE else RAISING
        report.physical_progress = words[min(int(since_start / draft.total * len(words)), len(words) - 1)]
    if draft.stage in FINISHED and report.period == month_of(draft.entered(Stage.COMPLETED)):
        report.physical_progress = "已竣工验收"
    if not report.problems and random.random() < 0.25:
        report.problems = random.choice(PROBLEMS)
    if random.random() < 0.6:
        report.next_step = random.choice(STEPS)
    report.reported_light = _light(each, report, random)


def _light(each: Built, report: ProjectProgress, random) -> str:
    """What the reporter thinks of it: mostly by the gap to an even schedule, sometimes kinder, sometimes nothing."""
    if random.random() < 0.1 or not each.draft.plan:
        return ""
    gap = split(report.period)[1] / 12 - float(report.invest_ytd) / each.draft.plan
    light = LIGHTS.GREEN if gap <= 0.1 else LIGHTS.YELLOW if gap <= 0.3 else LIGHTS.RED
    return LIGHTS.YELLOW if light == LIGHTS.RED and random.random() < 0.3 else light


def _correct(rows: list[ProjectProgress]) -> None:
    """Some reports were put right within days: a sentence was added, a light was changed."""
    written = [row for row in rows if row.reported_light == LIGHTS.GREEN and "2016-03" <= row.period <= "2016-05"]
    edits = []
    for row in written[::9]:
        values: dict[str, object] = {"physical_progress": f"{row.physical_progress}，已拍照存档"}
        if not row.problems:
            values["problems"] = "设备供应商交货期需再确认"
        edits.append(Edit(row, row._history_date + timedelta(days=2), row.recorded_by, values))
    apply(ProjectProgress, edits)


def _review(office: Office, rows: list[ProjectProgress]) -> None:
    """The months before the last one were confirmed, by the bureau or the head of the department."""
    head = User.objects.get(posts__duty=Post.Duty.HEAD, posts__department__name="招商局")
    edits = []
    for row in rows:
        if row.period <= REVIEWED:
            at = max(row._history_date, moment(first_day(shift(row.period, 1)) + timedelta(days=7), 15))
            reviewer = head if row.project.kind == Project.Kind.INVESTMENT else office.accounts["econ"]
            edits.append(Edit(row, at, reviewer, {"state": CONFIRMED, "reviewed_by": reviewer, "reviewed_at": at}))
    apply(ProjectProgress, edits)
