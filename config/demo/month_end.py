"""The end of the half-year as it looks in the middle of the work: a report returned, a light set by hand, rows begun and not handed in,
the first months locked."""

from datetime import date, timedelta

from config.demo.chance import LAST_DAY, moment
from config.demo.edits import Edit, apply
from config.demo.organisation import Office
from config.demo.projects import Built
from projects.models import Light, LightOverride, ProgressDraft, ProjectProgress
from zone.bulk_history import create_all
from zone.models import Period

MONTH = "2016-06"
RETURNED = "应急救援机器人产业基地"
BY_HAND = "光电玻璃基板"
BEGUN = {
    "轨道交通制动盘": {"invest_month": "420", "physical_progress": "第三条加工线安装"},
    "森林消防装备研发中心": {"next_step": "赴京洽谈选址"},
}
LOCKED = ("2016-01", "2016-02")  # March stays open: the enterprise ledger among the samples brings its figures


def load(office: Office, built: list[Built]) -> None:
    """Before the months are worked out: lights and boards follow from it."""
    head = office.accounts["head"]
    report = ProjectProgress.objects.get(project__name=RETURNED, period=MONTH)
    at = moment(LAST_DAY, 15, 20)
    returned = {
        "state": ProjectProgress.State.RETURNED,
        "reviewed_by": head,
        "reviewed_at": at,
        "review_note": "6月完成投资与监理月报不一致，请核对付款凭证后重报",
    }
    apply(ProjectProgress, [Edit(report, at, head, returned)])
    row = next(each.row for each in built if each.draft.name == BY_HAND)
    since = date(2016, 7, 1)
    override = LightOverride(
        project=row,
        light=Light.RED,
        reason="现场停工，投资方资金到位时间不明，专题会议定按红灯调度",
        approved_by=office.accounts["deputy"],
        entered_by=office.accounts["supervisor"],
        entered_at=moment(since, 9, 40),
        valid_from=since,
        expires_on=since + timedelta(days=30),
    )
    create_all(LightOverride, [override], at=override.entered_at, by=override.entered_by)
    _begin(office, built)


def _begin(office: Office, built: list[Built]) -> None:
    by_name = {each.draft.name: each.row for each in built}
    drafts = [
        ProgressDraft(user=office.accounts["invest"], project=by_name[name], period=MONTH, cells=cells) for name, cells in BEGUN.items()
    ]
    ProgressDraft.objects.bulk_create(drafts)
    ProgressDraft.objects.update(saved_at=moment(LAST_DAY, 11, 5))


def lock(office: Office) -> None:
    """After the months are worked out: a locked one stays as it is."""
    econ, at = office.accounts["econ"], moment(date(2016, 3, 18), 16)
    months = [
        Period(month=month, status=Period.Status.LOCKED, reason="1—2月数据已上报市里", changed_by=econ, changed_at=at) for month in LOCKED
    ]
    create_all(Period, months, at=at, by=econ)
