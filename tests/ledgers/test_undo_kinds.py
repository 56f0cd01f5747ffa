"""Undoing a sheet of each further kind: made, changed, edited since, needed by others, twice, and saved once more."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from django.urls import reverse

from enterprises.models import ServiceRequest, SupportAssignment
from projects.models import Procedure, Project, ProjectMonth, ProjectProgress, StageEvent
from tests.factories import DistrictFactory, EnterpriseFactory, UserFactory
from tests.ledgers import test_investment, test_merger_sheet, test_support_sheet
from tests.ledgers.test_commit import stored
from tests.ledgers.test_undo import NOTHING, edit, office, replayed
from zone.ledgers.folders import folder_of
from zone.ledgers.models import ImportBatch
from zone.ledgers.refused import LedgerRefused
from zone.ledgers.undo import undo_batch
from zone.merger.models import MergerTask
from zone.models import Period

FIRM = "营口子丑机床有限公司"


@dataclass
class Story:
    """`first` and `second` are rows of one table; the second changes records of the first and makes others. `made` and `changed` count
    records of the contract. `edited`: the record that a person writes, which the second sheet changed; `words`: what he writes."""

    kind: str
    models: list
    header: list[str]
    title: list[str]
    first: list[list]
    second: list[list]
    made: int
    changed: int
    edited: Callable
    words: dict = field(default_factory=dict)

    def sheet(self, desk, rows):
        return desk.sheet(*rows, header=self.header, title=self.title, name=f"{self.kind}.xlsx")


def support(need: str, how: str, officer: str = "李丙") -> list:
    return [1, "王甲", "经发局", FIRM, "骨干", officer, need, how, None]


def dispatched(name: str, investor: str, total: int, paper: str) -> list:
    row = test_investment.ROW
    return [1, name, investor, row[3], total, *row[5:13], paper, *row[14:]]


STORIES = [
    Story(
        "support",
        [SupportAssignment, ServiceRequest],
        test_support_sheet.HEADER,
        test_support_sheet.TITLE,
        [support("用电增容", "正在协调")],
        [support("用电增容", "已解决", "赵丁"), [2, "王甲", "经发局", "营口寅卯泵业有限公司", "重点", "李丙", "招工难", None, None]],
        made=2,
        changed=2,
        edited=lambda: ServiceRequest.objects.order_by("pk")[0],
        words={"progress_note": "人写的"},
    ),
    Story(
        "investment",
        [Project, ProjectProgress, Procedure, StageEvent],
        test_investment.HEADER,
        test_investment.TITLE,
        [dispatched("耐火新材料基地", "江苏甲有限公司", 52000, "办理中")],
        [dispatched("耐火新材料基地", "江苏甲有限公司", 60000, "√"), dispatched("泵业基地", "浙江乙有限公司", 900, "√")],
        made=5,
        changed=2,
        edited=lambda: Project.objects.order_by("pk")[0],
        words={"total_investment": 61000},
    ),
    Story(
        "merger",
        [MergerTask],
        test_merger_sheet.HEADER,
        test_merger_sheet.TITLE,
        [[1, "编制规划", "规划局", "三区", "上半年", "未启动"]],
        [[1, "编制规划", "规划局", "三区", "上半年", "完成60%"], [2, "人员划转", "人事部", None, None, None]],
        made=1,
        changed=1,
        edited=lambda: MergerTask.objects.order_by("pk")[0],
        words={"progress_note": "人写的"},
    ),
    Story(
        "progress",
        [ProjectProgress],
        test_investment.MONTHLY,
        ["2016年4月项目月度进展表", "单位：万元"],
        [[1, "耐火新材料基地", 100, 500, "场地平整", None]],
        [[1, "耐火新材料基地", 200, 600, "场地平整", "用电"], [2, "泵业基地", 5, 5, "打桩", None]],
        made=1,
        changed=1,
        edited=lambda: ProjectProgress.objects.filter(period="2016-04").order_by("pk")[0],
        words={"problems": "人写的"},
    ),
]


@pytest.fixture(params=STORIES, ids=lambda story: story.kind)
def story(request, desk) -> Story:
    """The house in which the story's first sheet has been saved."""
    told = request.param
    if told.kind == "support":
        district = DistrictFactory()
        for name in (FIRM, "营口寅卯泵业有限公司"):
            EnterpriseFactory(name=name, name_key=name, district=district)
    if told.kind == "progress":
        rows = [dispatched("耐火新材料基地", "江苏甲有限公司", 52000, "√"), dispatched("泵业基地", "浙江乙有限公司", 900, "√")]
        desk.save(desk.sheet(*rows, header=test_investment.HEADER, title=["2016年招商项目推进情况表（5月）"], name="a.xlsx"), "investment")
    desk.save(told.sheet(desk, told.first), told.kind)
    return told


def test_made_goes_changed_returns_and_twice_is_once(desk, story):
    before, months = office(story.models), ProjectMonth.objects.count()
    batch = desk.save(story.sheet(desk, story.second), story.kind)
    assert office(story.models) != before
    assert undo_batch(batch, by=None) == {"removed": story.made, "restored": story.changed, "kept": []}
    assert (office(story.models), ProjectMonth.objects.count()) == (before, months)
    assert {model: replayed(model) for model in story.models} == {model: stored(model) for model in story.models}
    assert undo_batch(batch, by=None) == NOTHING


def test_what_was_undone_can_be_saved_once_more(desk, story):
    first = desk.save(story.sheet(desk, story.second), story.kind)
    after = [sorted(str(row) for row in model.objects.all()) for model in story.models]
    undo_batch(first, by=None)
    again = desk.save(story.sheet(desk, story.second), story.kind)
    assert [sorted(str(row) for row in model.objects.all()) for model in story.models] == after
    assert undo_batch(again, by=None) == {"removed": story.made, "restored": story.changed, "kept": []}


def test_what_a_person_edited_since_stays_with_the_way_to_it(desk, story):
    batch = desk.save(story.sheet(desk, story.second), story.kind)
    record = story.edited()
    edit(record, UserFactory(username="li", name="李某"), **story.words)
    written = stored(type(record))[record.pk]
    answer = undo_batch(batch, by=None)
    assert (answer["removed"], answer["restored"], len(answer["kept"])) == (story.made, story.changed - 1, 1)
    kept = answer["kept"][0]
    assert ("李某" in kept["reason"], kept["address"].startswith("/"), stored(type(record))[record.pk]) == (True, True, written)


def test_page_tells_it_before_and_after(client, desk, story):
    admin = UserFactory(username="boss", roles=["econ", "invest", "merger"], name="办")
    batch = desk.save(story.sheet(desk, story.second), story.kind)
    ImportBatch.objects.filter(pk=batch.pk).update(uploaded_by=admin)
    client.force_login(admin)
    address = reverse("ledgers:batch-undo", args=[batch.pk])
    plan = client.get(address).context["plan"]
    assert (plan.removed, plan.restored, plan.kept) == (story.made, story.changed, [])
    client.post(address)
    page = client.get(batch.get_absolute_url())
    undone = page.context["batch"].undone
    assert (page.context["batch"].state, undone["removed"], undone["kept"]) == ("undone", story.made, [])
    assert folder_of(batch).exists()


def test_new_project_that_others_lean_on_stays_with_the_way_there(desk):
    rows = [dispatched("耐火新材料基地", "江苏甲有限公司", 52000, "√")]
    made = desk.save(desk.sheet(*rows, header=test_investment.HEADER, title=test_investment.TITLE, name="a.xlsx"), "investment")
    project = Project.objects.get()
    monthly = [test_investment.MONTHLY_TITLE[0].replace("6月", "5月"), "单位：万元"]
    later = desk.sheet([1, project.name, 10, 20, "打桩", None], header=test_investment.MONTHLY, title=monthly, name="b.xlsx")
    desk.save(later, "progress")
    answer = undo_batch(made, by=None)
    since = ProjectProgress.objects.get(period="2016-05")
    assert [(project.name in kept["record"], kept["address"]) for kept in answer["kept"]] == [(True, since.get_absolute_url())]
    assert list(Project.objects.all()) == [project]


def test_locked_month_of_progress_refuses_the_whole(desk):
    story = STORIES[-1]
    rows = [dispatched("耐火新材料基地", "江苏甲有限公司", 52000, "√")]
    desk.save(desk.sheet(*rows, header=test_investment.HEADER, title=["2016年招商项目推进情况表（5月）"], name="a.xlsx"), "investment")
    batch = desk.save(story.sheet(desk, story.first), "progress")
    before = office(story.models)
    Period.objects.update_or_create(month="2016-04", defaults={"status": Period.Status.LOCKED, "reason": "已上报"})
    with pytest.raises(LedgerRefused, match="2016-04"):
        undo_batch(batch, by=None)
    batch.refresh_from_db()
    assert (office(story.models), batch.state) == (before, "committed")
