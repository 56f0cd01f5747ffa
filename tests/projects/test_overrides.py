"""人工定灯: who may, on whose authority, until when; two at once; ended early; kept in the history."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from projects import standing
from projects.models import BoardLine, LightOverride
from projects.models.board_line import EVERY
from projects.overrides import end_light, holding, set_light
from tests.factories import DepartmentFactory, ProjectFactory, UserFactory
from tests.projects.lights_scene import rule
from tests.projects.pages import text
from tests.projects.scene import report, tech
from tests.sent_form import sent_form
from zone.models import Portfolio, Post, Setting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]
DAY, LAST = date(2016, 7, 5), date(2016, 7, 31)


@pytest.fixture(autouse=True)
def _fixed_day(day):
    day("2016-07-05")


class Office:
    """A project of a department, the deputy in charge of it, another deputy, the supervision office; the month is red."""

    def __init__(self):
        self.econ, other = DepartmentFactory(), DepartmentFactory()
        self.deputy, self.other = self._deputy(self.econ), self._deputy(other)
        self.supervisor = UserFactory(roles=["supervisor"])
        self.project = tech(department=self.econ)
        report(self.project, "2016-06", 0)
        rule()
        standing.ensure("2016-06", on=DAY)
        self.month = self.project.months.get(period="2016-06")

    def _deputy(self, department):
        deputy = UserFactory(roles=["deputy"])
        Post.objects.create(user=deputy, department=department, title="副主任", duty=Post.Duty.DEPUTY)
        Portfolio.objects.create(user=deputy, department=department)
        return deputy

    def set(self, *, by=None, **given):
        by = by or self.deputy
        given = {"light": "green", "reason": "设备已到", "expires_on": LAST, "approved_by": by, "opened_with": None, "on": DAY, **given}
        return set_light(project=self.project, by=by, **given)

    def light(self):
        self.month.refresh_from_db()
        return self.month.light

    def client(self, user):
        client = Client()
        client.force_login(user)
        return client

    @property
    def address(self):
        return reverse("projects:light-set", args=[self.project.pk])


@pytest.fixture
def office():
    return Office()


def test_deputy_sets_the_light_of_his_portfolio(office):
    override = office.set()
    assert (override.approved_by, override.entered_by, override.valid_from) == (office.deputy, office.deputy, DAY)
    assert (office.light(), office.month.computed_light) == ("green", "red")
    assert override.history.get().history_user == office.deputy


def test_board_moves_with_the_light(office):
    lines = BoardLine.objects.filter(department=EVERY, dimension="all", kind=office.project.kind)
    assert lines.values_list("green", "red").get() == (0, 1)
    office.set()
    assert lines.values_list("green", "red").get() == (1, 0)


def test_others_may_not(office):
    with pytest.raises(PermissionDenied):
        office.set(by=office.other)
    for role in ("leader", "officer", "head", "econ"):
        with pytest.raises(PermissionDenied):
            office.set(by=UserFactory(roles=[role]))


def test_supervision_office_names_the_leader_who_approved(office):
    with pytest.raises(ValidationError) as refused:
        office.set(by=office.supervisor)
    assert "approved_by" in refused.value.error_dict
    override = office.set(by=office.supervisor, approved_by=office.deputy)
    assert (override.approved_by, override.entered_by) == (office.deputy, office.supervisor)


def test_deputy_does_not_approve_in_the_name_of_another(office):
    with pytest.raises(ValidationError) as refused:
        office.set(approved_by=office.other)
    assert "approved_by" in refused.value.error_dict


def test_leader_whose_post_has_ended_approves_nothing(office):
    Post.objects.filter(user=office.deputy).update(valid_to=date(2016, 7, 4))
    with pytest.raises(ValidationError):
        office.set(by=office.supervisor, approved_by=office.deputy)


@pytest.mark.parametrize(
    ("field", "value"),
    [("light", "grey"), ("light", ""), ("reason", "  "), ("expires_on", date(2016, 7, 4)), ("expires_on", date(2016, 8, 6))],
)
def test_what_cannot_be_is_told_at_its_field(office, field, value):
    with pytest.raises(ValidationError) as refused:
        office.set(**{field: value})
    assert list(refused.value.error_dict) == [field]
    assert not LightOverride.objects.exists()


def test_longest_time_is_a_setting(office):
    Setting.objects.create(key="override_days", value=60)
    assert office.set(expires_on=date(2016, 9, 3)).expires_on == date(2016, 9, 3)


def test_a_new_one_ends_the_one_before(office):
    first = office.set()
    second = office.set(light="yellow", by=office.supervisor, approved_by=office.deputy, opened_with=first.pk)
    first.refresh_from_db()
    assert (first.ended_on, first.ended_by, first.version) == (DAY, office.supervisor, 2)
    assert (holding(office.project, on=DAY), office.light()) == (second, "yellow")
    assert first.history.count() == 2


def test_second_of_two_learns_of_the_first(office):
    office.set()
    with pytest.raises(ValidationError) as refused:
        office.set(light="yellow", by=office.supervisor, approved_by=office.deputy)
    assert refused.value.code == "overtaken"
    assert office.light() == "green"


def test_ended_early_the_computed_light_shows(office):
    override = office.set()
    end_light(override=override, opened_version=1, by=office.supervisor, on=DAY)
    assert office.light() == "red"
    with pytest.raises(ValidationError):
        end_light(override=override, opened_version=2, by=office.supervisor, on=DAY)


def test_deputy_has_nothing_to_choose_but_light_reason_and_day(office):
    client = office.client(office.deputy)
    page = text(client.get(office.address))
    assert 'name="approved_by"' not in page
    form = sent_form(page) | {"light": "green", "reason": "设备已到", "expires_on": "2016-07-31"}
    answer = client.post(office.address, form)
    assert answer.url == f"/projects/{office.project.pk}/#lights"
    assert (office.light(), LightOverride.objects.get().approved_by) == ("green", office.deputy)
    client.post(office.address, form)
    assert LightOverride.objects.count() == 1
    shown = text(client.get(f"/projects/{office.project.pk}/"))
    assert "设备已到" in shown
    assert office.deputy.name in shown


def test_form_shows_what_was_computed_and_what_was_set_by_hand_before(office):
    client = office.client(office.supervisor)
    page = text(client.get(office.address))
    assert "系统判定：" in page
    assert "完成率0.0%" in page
    assert "现显示" not in page
    office.set()
    page = text(client.get(office.address))
    assert "完成率0.0%" in page
    assert page.index("现显示：") < page.index("设备已到")


def test_form_says_what_is_wrong_and_keeps_the_text(office):
    client = office.client(office.supervisor)
    form = sent_form(text(client.get(office.address))) | {
        "light": "green",
        "reason": "设备已到",
        "expires_on": "2017-07-31",
        "approved_by": "",
    }
    answer = client.post(office.address, form)
    assert answer.status_code == 422
    assert "设备已到" in text(answer)
    form |= {"approved_by": str(office.deputy.pk)}
    answer = client.post(office.address, form)
    assert (answer.status_code, "id_expires_on" in text(answer)) == (422, True)
    assert not LightOverride.objects.exists()


def test_form_that_was_overtaken_says_by_what_and_goes_through_the_second_time(office):
    client = office.client(office.supervisor)
    form = sent_form(text(client.get(office.address)))
    form |= {"light": "yellow", "reason": "待核实", "expires_on": "2016-07-20", "approved_by": str(office.deputy.pk)}
    office.set()
    answer = client.post(office.address, form)
    assert answer.status_code == 422
    assert (office.deputy.name in text(answer), "待核实" in text(answer)) == (True, True)
    again = sent_form(text(answer))
    assert client.post(office.address, again).status_code == 302
    assert office.light() == "yellow"


def test_end_by_the_button_and_again_from_an_old_window(office):
    override = office.set()
    client = office.client(office.deputy)
    address = reverse("projects:light-end", args=[office.project.pk, override.pk])
    assert address in text(client.get(f"/projects/{office.project.pk}/"))
    for _ in range(2):
        assert client.post(address, {"_version": 1}).url == f"/projects/{office.project.pk}/#lights"
    override.refresh_from_db()
    assert (override.ended_on, override.version, office.light()) == (DAY, 2, "red")


def test_out_of_reach_there_is_nothing(office):
    client = office.client(office.other)
    assert client.get(office.address).status_code == 404
    assert client.post(office.address, {"_receipt": uuid4()}).status_code == 404
    override = office.set()
    assert client.post(reverse("projects:light-end", args=[office.project.pk, override.pk]), {"_version": 1}).status_code == 404
    wrong = reverse("projects:light-end", args=[ProjectFactory(department=office.econ).pk, override.pk])
    assert office.client(office.deputy).post(wrong, {"_version": 1}).status_code == 404
