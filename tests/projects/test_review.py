"""审核: who may confirm or return which report, many at once, and what a locked month still takes."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from projects import standing
from projects.models import Project, ProjectProgress, Stage
from projects.review import confirm, send_back
from tests.factories import DepartmentFactory, ProjectFactory, UserFactory
from tests.projects.pages import counts, text, total
from tests.projects.reporting import report_month
from tests.projects.scene import report, tech
from zone.models import Event, Period, Post

State = ProjectProgress.State


@pytest.fixture(autouse=True)
def _fixed_day(day, roles):
    day("2016-07-05")


def filed(project=None, period="2016-06", ytd=500, **fields):
    return report(project or tech(), period, ytd, invest_month=Decimal(100), reported_at=timezone.now(), **fields)


def seen(*reports):
    return {each.pk: each.version for each in reports}


class TestWhoMayReview:
    def test_the_bureau_reviews_its_kind(self):
        mine, other = filed(), filed(ProjectFactory(kind=Project.Kind.INVESTMENT, investor="某"))
        econ = UserFactory(roles=["econ"])
        assert set(ProjectProgress.objects.reviewable_by(econ)) == {mine}
        with pytest.raises(PermissionDenied):
            confirm(reports=seen(other), by=econ)

    def test_a_head_reviews_his_department(self):
        here = DepartmentFactory()
        head = UserFactory(roles=["head"])
        Post.objects.create(user=head, department=here, title="局长")
        mine = filed(tech(department=here))
        filed(tech(department=DepartmentFactory()))
        assert set(ProjectProgress.objects.reviewable_by(head)) == {mine}

    @pytest.mark.parametrize("part", ["recorded_by", "recorded_for"])
    def test_nobody_confirms_his_own(self, part):
        econ = UserFactory(roles=["econ"])
        own = filed(**{part: econ})
        with pytest.raises(PermissionDenied):
            confirm(reports=seen(own), by=econ)
        own.refresh_from_db()
        assert own.state == State.SUBMITTED

    @pytest.mark.parametrize("role", ["officer", "liaison", "leader", "deputy", "supervisor", "stats"])
    def test_others_review_nothing(self, role):
        filed()
        assert not ProjectProgress.objects.reviewable_by(UserFactory(roles=[role])).exists()


class TestDeciding:
    def test_confirmed_in_batch_with_history(self):
        reports, econ = [filed() for _ in range(3)], UserFactory(roles=["econ"])
        assert confirm(reports=seen(*reports), by=econ, note="数据一致").count == 3
        for each in reports:
            each.refresh_from_db()
            assert (each.state, each.reviewed_by, each.review_note, each.version) == (State.CONFIRMED, econ, "数据一致", 2)
            newest = each.history.first()
            assert (newest.state, newest.history_user, newest.version) == (State.CONFIRMED, econ, 2)

    def test_a_return_needs_its_reason(self):
        one, econ = filed(), UserFactory(roles=["econ"])
        with pytest.raises(ValidationError, match="退回"):
            send_back(reports=seen(one), by=econ, reason="  ")
        send_back(reports=seen(one), by=econ, reason="累计与上月不符")
        one.refresh_from_db()
        assert (one.state, one.review_note) == (State.RETURNED, "累计与上月不符")
        assert not ProjectProgress.objects.standing().exists()

    def test_the_reason_of_a_return_stays_to_be_read_when_it_is_handed_in_again(self, client):
        officer, econ = UserFactory(roles=["officer"]), UserFactory(roles=["econ"])
        project = tech(officer=officer)
        one = filed(project, recorded_by=officer)
        send_back(reports=seen(one), by=econ, reason="累计与凭证不符")
        assert report_month(project, officer, physical="设备到货", month="100", ytd="500", reason="audit").handed == [project.pk]
        one.refresh_from_db()
        assert (one.state, one.review_note) == (State.SUBMITTED, "")
        client.force_login(econ)
        assert "累计与凭证不符" in text(client.get(one.get_absolute_url()))

    def test_what_was_changed_meanwhile_stays(self):
        one, two, econ = filed(), filed(), UserFactory(roles=["econ"])
        looked_at = seen(one, two)
        ProjectProgress.objects.filter(pk=one.pk).update(version=2, invest_ytd=600)
        decided = confirm(reports=looked_at, by=econ)
        assert decided.count == 1
        assert decided.overtaken == [f"{one.project.name} 2016年6月"]
        one.refresh_from_db()
        assert one.state == State.SUBMITTED

    def test_a_locked_month_is_not_reviewed_any_more(self):
        one = filed()
        Period.objects.create(month="2016-06", status=Period.Status.LOCKED)
        with pytest.raises(ValidationError, match="2016年6月"):
            confirm(reports=seen(one), by=UserFactory(roles=["econ"]))

    def test_statements_do_not_grow_with_the_reports(self):
        econ = UserFactory(roles=["econ"])

        def statements(number):
            reports = seen(*(filed() for _ in range(number)))
            fresh = type(econ).objects.get(pk=econ.pk)
            with CaptureQueriesContext(
                connection,
            ) as said:
                confirm(reports=reports, by=fresh)
            return len(said)

        assert statements(1) == statements(30)


class TestThePage:
    def test_the_queue_shows_what_waits_beside_the_month_before(self, client):
        project = tech()
        report(project, "2016-05", 400, physical_progress="基础完工")
        Period.objects.create(month="2016-05", status=Period.Status.LOCKED)
        filed(project, physical_progress="主体封顶", recorded_by=UserFactory(name="内勤甲"), recorded_for=UserFactory(name="责任乙"))
        ProjectProgress.objects.filter(period="2016-05").update(state=State.CONFIRMED)
        ProjectProgress.objects.filter(period="2016-06").update(reported_at=timezone.now() - timedelta(days=4000))
        client.force_login(UserFactory(roles=["econ"]))
        page = client.get(reverse("projects:review-queue"))
        assert total(page) == 1
        for words in ("主体封顶", "基础完工", "400", "500", "内勤甲代责任乙"):
            assert words in text(page)

    @pytest.mark.parametrize(("period", "ytd", "difference"), [("2016-01", 80, ""), ("2016-02", 4080, "+80")])
    def test_the_sum_of_january_is_not_compared_with_that_of_another_year(self, client, period, ytd, difference):
        project = tech()
        report(project, "2015-12" if period == "2016-01" else "2016-01", 4000, invest_month=Decimal(300), state=State.CONFIRMED)
        one = filed(project, period, ytd)
        client.force_login(UserFactory(roles=["econ"]))
        (row,) = client.get(reverse("projects:review-queue")).context["rows"]
        assert row["before"] == ("" if period == "2016-01" else "4,000")
        month, total = client.get(one.get_absolute_url()).context["amounts"][:2]
        assert month[3] == "−200"
        assert total[1:] == ("4,000", f"{ytd:,}", difference)

    def test_ticked_ones_are_returned_with_the_reason(self, client):
        one, two = filed(), filed()
        client.force_login(UserFactory(roles=["econ"]))
        queue = reverse("projects:review-queue")
        page = client.post(queue, {"decision": "return", "note": "缺照片", "report": [f"{each.pk}:1" for each in (one, two)]}, follow=True)
        assert "2" in text(page)
        assert total(page) == 0
        assert total(client.get(queue, {"state": "returned"})) == 2

    def test_a_return_without_words_keeps_the_ticks_and_the_filters(self, client):
        one, other = filed(), filed()
        client.force_login(UserFactory(roles=["econ"]))
        place = f"{reverse('projects:review-queue')}?sort=project&period=2016-06"
        page = client.post(place, {"decision": "return", "note": "  ", "report": [f"{one.pk}:1"]})
        body = text(page)
        assert f'value="{one.pk}:1" checked' in body
        assert f'value="{other.pk}:1" checked' not in body
        assert 'id="refusal"' in body
        assert client.post(place, {"decision": "confirm", "report": [f"{one.pk}:1"]}).headers["Location"] == place

    def test_a_refused_confirmation_says_why_beside_the_words(self, client):
        one = filed()
        Period.objects.create(month="2016-06", status=Period.Status.LOCKED)
        client.force_login(UserFactory(roles=["econ"]))
        page = client.post(reverse("projects:review-queue"), {"decision": "confirm", "note": "同意", "report": [f"{one.pk}:1"]})
        assert 'value="同意"' in text(page)
        assert 'id="refusal"><li>2016年6月' in text(page)

    def test_a_report_of_a_locked_month_is_shown_and_not_ticked(self, client):
        locked, other = filed(), filed(period="2016-05")
        Period.objects.create(month="2016-06", status=Period.Status.LOCKED)
        client.force_login(UserFactory(roles=["econ"]))
        page = text(client.get(reverse("projects:review-queue")))
        assert "月份已锁定" in page
        assert f'value="{locked.pk}:1"' not in page
        assert f'value="{other.pk}:1"' in page

    def test_who_comes_too_late_keeps_his_words(self, client):
        one = filed()
        confirm(reports=seen(one), by=UserFactory(roles=["econ"]))
        client.force_login(UserFactory(roles=["econ"]))
        page = client.post(reverse("projects:review-queue"), {"decision": "return", "note": "缺照片", "report": [f"{one.pk}:1"]})
        assert (page.status_code, 'value="缺照片"' in text(page), one.project.name in text(page)) == (422, True, True)

    def test_the_report_itself_is_decided_on_and_keeps_the_words(self, client):
        one = filed()
        client.force_login(UserFactory(roles=["econ"]))
        refused = client.post(one.get_absolute_url(), {"decision": "return", "report": f"{one.pk}:1"})
        assert (refused.status_code, 'id="refusal"' in text(refused)) == (422, True)
        done = client.post(one.get_absolute_url(), {"decision": "return", "note": "缺照片", "report": f"{one.pk}:1"})
        assert done.headers["Location"] == reverse("projects:review-queue")
        assert ProjectProgress.objects.get(pk=one.pk).state == State.RETURNED

    def test_deciding_on_a_report_leads_back_to_the_queue_as_it_was_filtered(self, client):
        one, _other = filed(), filed(period="2016-05")
        client.force_login(UserFactory(roles=["econ"]))
        place = f"{reverse('projects:review-queue')}?sort=project&period=2016-06"
        (row,) = client.get(place).context["rows"]
        assert client.get(row["address"]).status_code == 200
        assert client.post(row["address"], {"decision": "confirm", "report": f"{one.pk}:1"}).headers["Location"] == place

    def test_the_way_back_to_the_queue_leads_nowhere_else(self, client):
        one = filed()
        client.force_login(UserFactory(roles=["econ"]))
        place = f"{one.get_absolute_url()}?queue=//elsewhere.example/%0d%0aX:1"
        done = client.post(place, {"decision": "confirm", "report": f"{one.pk}:1"})
        assert done.headers["Location"].startswith(f"{reverse('projects:review-queue')}?")
        assert "\n" not in done.headers["Location"]

    def test_who_comes_too_late_to_the_report_itself_is_told_and_keeps_his_words(self, client):
        one = filed()
        confirm(reports=seen(one), by=UserFactory(roles=["econ"]))
        client.force_login(UserFactory(roles=["econ"]))
        page = client.post(one.get_absolute_url(), {"decision": "return", "note": "缺照片", "report": f"{one.pk}:1"})
        assert (page.status_code, 'id="refusal"' in text(page), 'value="缺照片"' in text(page)) == (422, True, True)

    def test_a_report_out_of_reach_is_not_there(self, client):
        hidden = filed(tech(department=DepartmentFactory()))
        client.force_login(UserFactory(roles=["officer"]))
        assert client.get(hidden.get_absolute_url()).status_code == 404

    def test_statements_of_the_queue_do_not_grow(self, client):
        client.force_login(UserFactory(roles=["econ"]))
        address = reverse("projects:review-queue")

        def statements():
            with CaptureQueriesContext(connection) as said:
                client.get(address)
            return len(said)

        filed()
        client.get(address)
        few = statements()
        for _ in range(29):
            filed()
        assert statements() == few


class TestMonths:
    def test_every_count_opens_its_list(self, client):
        filed()
        confirm(reports=seen(filed(period="2016-05")), by=UserFactory(roles=["econ"]))
        tech()
        client.force_login(UserFactory(roles=["econ"]))
        found = counts(client.get(reverse("projects:month-list")))
        assert sum(number for _address, number in found)
        for address, number in found:
            assert total(client.get(address)) == number, address

    def test_who_owed_a_month_is_told_by_how_it_stood_then(self, client):
        project, other = tech(), tech()
        report(other, "2015-12", 400)
        standing.ensure_year("2016-06", on=date(2016, 7, 5))
        Project.objects.filter(pk=project.pk).update(stage=Stage.TERMINATED)
        standing.refresh([project.pk], on=date(2016, 7, 5))
        client.force_login(UserFactory(roles=["econ"]))
        page = client.get(reverse("projects:month-list"))
        owed = {row["month"]: row["owed"][1] for row in page.context["rows"]}
        assert (owed["2016-05"], owed["2016-06"], owed["2015-12"]) == (1, 1, None)
        assert "未留存" in text(page)
        for address, number in counts(page):
            assert total(client.get(address)) == number, address

    def test_the_state_is_that_of_the_office_whoever_looks(self, client):
        filed(period="2016-05")
        filed(ProjectFactory(kind=Project.Kind.INVESTMENT, investor="某"), period="2016-05")
        confirm(reports=seen(ProjectProgress.objects.get(project__kind="tech_upgrade")), by=UserFactory(roles=["econ"]))
        states = set()
        for role in ("econ", "invest", "stats"):
            client.force_login(UserFactory(roles=[role]))
            rows = {row["month"]: row for row in client.get(reverse("projects:month-list")).context["rows"]}
            states.add(rows["2016-05"]["status"])
        assert len(states) == 1
        assert client.get(reverse("projects:month-list")).context["rows"][-1]["owed"][1] == 0

    def test_a_month_of_which_nobody_knows_who_owed_it_is_not_called_complete(self, client):
        report(tech(), "2015-12", 400, state=State.CONFIRMED)
        client.force_login(UserFactory(roles=["econ"]))
        assert client.get(reverse("projects:month-list")).context["rows"][-1]["status"] == "开放"

    def test_statements_do_not_grow_with_the_months(self, client):
        client.force_login(UserFactory(roles=["econ"]))
        project = tech()

        def statements():
            client.get(reverse("projects:month-list"))
            with CaptureQueriesContext(connection) as said:
                page = client.get(reverse("projects:month-list"))
            return len(said), len(page.context["rows"])

        report(project, "2016-06", 400)
        few, one = statements()
        report(project, "2015-09", 400)
        many, ten = statements()
        assert (many, one, ten) == (few, 1, 10)

    def test_locked_by_whom_and_since_when_then_opened_for_a_reason(self, client):
        client.force_login(UserFactory(roles=["stats"], name="统计员"))
        address = reverse("projects:month-set", args=["2016-06"])
        page = client.post(address, {"status": "locked"}, follow=True)
        assert "统计员" in text(page)
        assert Period.objects.get(month="2016-06").status == Period.Status.LOCKED
        assert Event.objects.get(kind=Event.Kind.PERIOD_CHANGED).detail == {"before": "open", "status": "locked", "reason": ""}
        client.post(address, {"status": "open", "reason": ""}, follow=True)
        assert Period.objects.get(month="2016-06").status == Period.Status.LOCKED
        client.post(address, {"status": "open", "reason": "补报一个项目"}, follow=True)
        assert Period.objects.get(month="2016-06").status == Period.Status.OPEN

    def test_a_lock_that_leaves_reports_behind_is_asked_for_twice(self, client):
        filed()
        tech()
        client.force_login(UserFactory(roles=["stats"]))
        address = reverse("projects:month-set", args=["2016-06"])
        page = client.post(address, {"status": "locked", "reason": "已上报"})
        assert "2016年6月还有1份待审核、1个未报送" in text(page)
        assert (page.context["reason"], Period.objects.exists()) == ("已上报", False)
        assert total(client.get(page.context["row"]["owed"][2])) == 1
        page = client.post(address, {"status": "locked", "reason": "已上报", "confirmed": "yes"}, follow=True)
        assert Period.objects.get(month="2016-06").status == Period.Status.LOCKED

    def test_the_question_of_a_lock_names_what_was_returned(self, client):
        filed(state=State.RETURNED)
        tech()
        client.force_login(UserFactory(roles=["stats"]))
        page = client.post(reverse("projects:month-set", args=["2016-06"]), {"status": "locked"})
        assert "2016年6月还有1份退回后未重报、2个未报送（含退回的）" in text(page)
        assert total(client.get(page.context["row"]["owed"][2])) == 2

    def test_a_month_to_come_is_not_locked(self, client):
        client.force_login(UserFactory(roles=["econ"]))
        client.post(reverse("projects:month-set", args=["2016-08"]), {"status": "locked"})
        assert not Period.objects.exists()
