"""更正: a closed report is put right with its reason, the later months with it, and never to a figure that cannot be."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from projects import standing
from projects.corrections import Later, correct_report
from projects.models import ProjectProgress
from tests.factories import UserFactory
from tests.projects.pages import text
from tests.projects.scene import report, tech
from zone.editing import Conflict
from zone.history import changes
from zone.models import Period

State = ProjectProgress.State


@pytest.fixture(autouse=True)
def _fixed_day(day, roles):
    day("2016-07-05")


def correct(row, *, later=Later.SHIFT, version=1, by=None, **values):
    values = {"difference_reason": "mistake", "difference_note": "单位看错", **values}
    row = ProjectProgress.objects.get(pk=row.pk)
    for name, value in values.items():
        setattr(row, name, value)
    correct_report(report=row, fields=values, opened_version=version, later=later, by=by or UserFactory(roles=["econ"]))


class TestCorrections:
    @pytest.fixture
    def year(self):
        project = tech(total_investment=Decimal(2000))
        rows = [
            report(project, f"2016-0{month}", 100 * month, invest_month=Decimal(100), invest_since_start=Decimal(1000 + 100 * month))
            for month in (4, 5, 6)
        ]
        Period.objects.create(month="2016-04", status=Period.Status.LOCKED)
        return rows

    def figures(self, rows):
        return [tuple(int(getattr(row, name)) for name in ("invest_month", "invest_ytd", "invest_since_start")) for row in rows]

    def now(self, rows):
        return self.figures(ProjectProgress.objects.filter(pk__in=[row.pk for row in rows]).order_by("period"))

    def test_later_sums_move_with_it(self, year):
        correct(year[0], invest_ytd=Decimal(430))
        assert self.now(year) == [(130, 430, 1430), (100, 530, 1530), (100, 630, 1630)]

    def test_or_the_next_month_takes_the_difference(self, year):
        correct(year[0], invest_month=Decimal(130), later=Later.STAY)
        assert self.now(year) == [(130, 430, 1430), (70, 500, 1500), (100, 600, 1600)]

    def test_both_versions_are_kept_with_the_reason(self, year):
        correct(year[0], invest_ytd=Decimal(430))
        newest, oldest = year[0].history.all()
        assert (oldest.invest_ytd, newest.invest_ytd) == (400, 430)
        assert (newest.difference_reason, newest.difference_note) == ("mistake", "单位看错")

    def test_each_version_bears_its_reason_the_later_months_too(self, year):
        for version, amount in ((1, 430), (2, 440)):
            correct(year[0], invest_ytd=Decimal(amount), version=version)
        assert [told.reason for told in changes(year[0])] == ["前期填报有误：单位看错", "前期填报有误：单位看错", ""]
        assert [told.reason for told in changes(year[2])] == ["随2016年4月更正：前期填报有误：单位看错"] * 2 + [""]

    def test_a_long_note_is_kept_whole_and_its_reason_shortened(self, year):
        correct(year[0], invest_ytd=Decimal(430), difference_note="长" * 200)
        assert year[0].history.first().difference_note == "长" * 200
        assert all(len(changes(row)[0].reason) == 100 for row in year)

    def test_the_form_names_the_months_that_move_and_the_locked_ones(self, client, year):
        Period.objects.create(month="2016-05", status=Period.Status.LOCKED)
        client.force_login(UserFactory(roles=["econ"]))
        page = text(client.get(reverse("projects:progress-correct", args=[year[0].pk])))
        assert "随之调整的月份：2016年5月、2016年6月；其中已锁定：2016年5月。" in page
        client.post(
            reverse("projects:progress-correct", args=[year[0].pk]),
            {"_version": "1", "invest_month": "100", "invest_ytd": "430", "later": "shift"}
            | {"difference_reason": "mistake", "difference_note": "单位看错"},
        )
        assert "随2016年4月更正" in text(client.get(year[1].get_absolute_url()))

    def test_a_reason_is_needed(self, year):
        with pytest.raises(ValidationError, match="更正"):
            correct(year[0], invest_ytd=Decimal(430), difference_note="")

    def test_figures_that_contradict_each_other_are_refused(self, year):
        with pytest.raises(ValidationError, match="本月完成改动 −44，累计改动 \\+1,356，"):
            correct(year[0], invest_ytd=Decimal("1756.0000"), invest_month=Decimal("56.0000"))
        assert self.now(year)[0] == (100, 400, 1400)

    @pytest.mark.parametrize(
        ("field", "amount", "told"),
        [
            ("invest_month", -5000, "本年累计"),
            ("invest_ytd", -1, "本年累计"),
            ("invest_month", 900000, "总投资"),
            ("invest_ytd", 900000, "总投资"),
            ("funds_in_place", -5, "负"),
        ],
    )
    def test_a_figure_that_cannot_be_is_refused_at_its_field(self, year, field, amount, told):
        with pytest.raises(ValidationError) as refusal:
            correct(year[0], **{field: Decimal(amount)})
        assert list(refusal.value.message_dict) == [field]
        assert told in refusal.value.message_dict[field][0]
        assert self.now(year) == self.figures(year)

    def test_a_later_month_that_would_go_beyond_the_total_is_named(self, year):
        with pytest.raises(ValidationError) as refusal:
            correct(year[0], invest_ytd=Decimal(810))
        assert "2016年6月" in refusal.value.message_dict["invest_ytd"][0]
        correct(year[0], invest_ytd=Decimal(800))
        assert self.now(year)[2] == (100, 1000, 2000)

    def test_so_is_one_that_would_fall_below_nothing(self, year):
        ProjectProgress.objects.filter(pk=year[1].pk).update(invest_ytd=Decimal(50))
        with pytest.raises(ValidationError, match="2016年5月"):
            correct(year[0], invest_ytd=Decimal(340))
        correct(year[0], invest_ytd=Decimal(350))
        assert self.now(year)[1] == (100, 0, 1450)

    def test_months_whose_sums_stay_are_not_weighed(self, year):
        ProjectProgress.objects.filter(pk=year[2].pk).update(invest_since_start=Decimal(2500))
        correct(year[0], invest_ytd=Decimal(430), later=Later.STAY)
        assert self.now(year)[0] == (130, 430, 1430)

    def test_an_approximate_total_may_be_exceeded_and_a_sum_may_come_nearer_to_an_exact_one(self, year):
        year[0].project.total_investment = Decimal(1300)
        year[0].project.save()
        correct(year[0], invest_ytd=Decimal(390))
        year[0].project.total_is_approximate = True
        year[0].project.save()
        correct(year[0], invest_ytd=Decimal(420), version=2)
        assert self.now(year)[0] == (120, 420, 1420)

    def test_a_sum_may_fall_below_the_month_before_since_the_reason_says_why(self, year):
        ProjectProgress.objects.filter(pk=year[1].pk).update(state=State.CONFIRMED)
        correct(year[1], invest_month=Decimal(-50))
        assert self.now(year)[1:] == [(-50, 350, 1350), (100, 450, 1450)]

    @pytest.mark.parametrize("said", [{}, {"invest_ytd": Decimal(400), "next_step": ""}])
    def test_one_that_changes_nothing_is_refused(self, year, said):
        with pytest.raises(ValidationError, match="没有改动任何内容"):
            correct(year[0], **said)
        assert (year[0].history.count(), ProjectProgress.objects.get(pk=year[0].pk).version) == (1, 1)

    def test_words_alone_may_be_corrected(self, year):
        correct(year[0], next_step="下月验收")
        assert year[0].history.first().next_step == "下月验收"

    def test_the_same_correction_twice_is_told_as_the_other_hands(self, year):
        correct(year[0], invest_ytd=Decimal(430))
        with pytest.raises(Conflict):
            correct(year[0], invest_ytd=Decimal(430), version=1)
        with pytest.raises(ValidationError, match="没有改动任何内容"):
            correct(year[0], invest_ytd=Decimal(430), version=2)

    def test_an_open_month_is_reported_not_corrected(self, year):
        with pytest.raises(PermissionDenied):
            correct(year[1], invest_ytd=Decimal(430))

    def test_a_confirmed_report_is_corrected_too(self, year):
        ProjectProgress.objects.filter(pk=year[2].pk).update(state=State.CONFIRMED)
        correct(year[2], invest_ytd=Decimal(610))
        assert self.now(year)[2] == (110, 610, 1610)

    def test_only_by_the_bureau_of_its_kind(self, year):
        with pytest.raises(PermissionDenied):
            correct(year[0], invest_ytd=Decimal(430), by=UserFactory(roles=["invest"]))

    def test_an_older_version_loses(self, year):
        correct(year[0], invest_ytd=Decimal(430))
        with pytest.raises(Conflict):
            correct(year[0], invest_ytd=Decimal(440), version=1)

    def test_by_its_page(self, client, year):
        client.force_login(UserFactory(roles=["econ"]))
        address = reverse("projects:progress-correct", args=[year[0].pk])
        page = client.get(address)
        assert page.status_code == 200
        assert 'value="400"' in page.content.decode()
        sent = {"_version": "1", "invest_month": "100", "invest_ytd": "430", "later": "shift", "difference_reason": "mistake"}
        assert client.post(address, sent).status_code == 422
        sent |= {"difference_note": "单位看错"}
        page = client.post(address, sent | {"invest_ytd": "400"})
        assert (page.status_code, "没有改动任何内容，未保存。" in text(page)) == (422, True)
        page = client.post(address, sent | {"invest_ytd": "900000", "funds_in_place": "-5", "next_step": "下月验收"})
        assert page.status_code == 422
        assert all(typed in page.content.decode() for typed in ('value="900000"', 'value="-5"', "下月验收", "单位看错"))
        assert self.now(year) == self.figures(year)
        page = client.post(address, sent, follow=True)
        assert "单位看错" in text(page)
        assert self.now(year)[0] == (130, 430, 1430)

    def test_the_report_says_whether_its_reason_is_one_of_a_correction(self, client, year):
        said = {"difference_reason": "audit", "difference_note": "审计核减"}
        handed_in = report(year[0].project, "2016-07", 700, state=State.CONFIRMED, **said)
        client.force_login(UserFactory(roles=["econ"]))

        def labels():
            page = client.get(handed_in.get_absolute_url())
            return [label for label, words in page.context["facts"] if words in ("审计核减", "单位看错")]

        assert labels() == ["差异说明"]
        correct(year[0], invest_ytd=Decimal(430))  # moves with it
        assert labels() == ["差异说明"]
        for version, amount in ((2, 740), (3, 750)):
            correct(handed_in, invest_ytd=Decimal(amount), version=version)
            assert labels() == ["更正说明"]


class TestGaps:
    """Of May only the sum was told, since nobody reported April."""

    @pytest.fixture
    def year(self):
        project = tech(total_investment=Decimal(2000))
        told = [("2016-03", 300, 300), ("2016-05", None, 500), ("2016-06", 100, 600)]
        return [
            report(project, period, total, invest_month=month if month is None else Decimal(month), state=State.CONFIRMED)
            for period, month, total in told
        ]

    def now(self, rows):
        return list(
            ProjectProgress.objects.filter(pk__in=[row.pk for row in rows]).order_by("period").values_list("invest_month", "invest_ytd")
        )

    @pytest.mark.parametrize(
        ("place", "later", "said", "stands"),
        [
            (1, "shift", {"invest_month": 120}, [(300, 300), (120, 500), (100, 600)]),
            (1, "shift", {"invest_month": 120, "invest_ytd": 520}, [(300, 300), (120, 520), (100, 620)]),
            (1, "shift", {"invest_ytd": 520}, [(300, 300), (None, 520), (100, 620)]),
            (2, "shift", {"invest_month": None}, [(300, 300), (None, 500), (None, 600)]),
            (0, "shift", {"invest_month": 350}, [(350, 350), (None, 550), (100, 650)]),
            (0, "stay", {"invest_month": 350}, [(350, 350), (None, 500), (100, 600)]),
            (1, "stay", {"invest_ytd": 520}, [(300, 300), (None, 520), (80, 600)]),
        ],
    )
    def test_what_was_not_known_changes_nothing_else(self, year, place, later, said, stands):
        correct(year[place], later=later, **{name: value if value is None else Decimal(value) for name, value in said.items()})
        assert self.now(year) == stands

    @pytest.mark.parametrize(
        ("place", "stood", "said", "field"),
        [
            (2, {}, {"invest_ytd": None}, "invest_ytd"),
            (2, {}, {"invest_month": None, "invest_ytd": None}, "invest_ytd"),
            (2, {}, {"invest_month": Decimal(120), "invest_ytd": None}, "invest_ytd"),
            (1, {}, {"invest_ytd": None}, "invest_ytd"),
            (1, {}, {"invest_month": Decimal(120), "invest_ytd": None}, "invest_ytd"),
            (2, {"invest_ytd": None}, {"invest_month": None}, "invest_month"),
        ],
    )
    def test_a_figure_that_stood_there_is_not_taken_away(self, year, place, stood, said, field):
        ProjectProgress.objects.filter(pk=year[place].pk).update(**stood)
        before = self.now(year)
        with pytest.raises(ValidationError, match="填0") as refusal:
            correct(year[place], **said)
        assert (list(refusal.value.message_dict), self.now(year)) == ([field], before)

    def test_a_report_that_never_had_figures_may_be_corrected_in_its_words(self, year):
        ProjectProgress.objects.filter(pk=year[1].pk).update(invest_ytd=None)
        correct(year[1], physical_progress="设备到货")
        assert self.now(year)[1] == (None, None)

    def test_a_sum_filled_in_is_weighed_like_a_changed_one(self, year):
        ProjectProgress.objects.filter(pk=year[2].pk).update(invest_ytd=None)
        for amount in (-1, 900000):
            with pytest.raises(ValidationError):
                correct(year[2], invest_ytd=Decimal(amount))
        correct(year[2], invest_ytd=Decimal(650))
        assert self.now(year)[2] == (100, 650)


class TestReturned:
    def test_it_stands_unchanged_where_it_was_right_after_all(self):
        returned = report(tech(), "2016-06", 2450, state=State.RETURNED)
        Period.objects.create(month="2016-06", status=Period.Status.LOCKED)
        correct(returned, difference_note="凭证已补齐")
        returned.refresh_from_db()
        assert (returned.state, returned.invest_ytd) == (State.CONFIRMED, 2450)

    @pytest.mark.parametrize(("is_own", "state"), [(False, State.CONFIRMED), (True, State.SUBMITTED)])
    def test_a_returned_report_of_a_locked_month_stands_by_its_correction(self, is_own, state):
        econ, project = UserFactory(roles=["econ"]), tech()
        returned = report(project, "2016-06", 2450, state=State.RETURNED, review_note="凭证不符", recorded_by=econ if is_own else None)
        standing.ensure_year("2016-06", on=date(2016, 7, 5))
        with pytest.raises(PermissionDenied):
            correct(returned, invest_ytd=Decimal(700), by=econ)
        Period.objects.create(month="2016-06", status=Period.Status.LOCKED)
        correct(returned, invest_ytd=Decimal(700), by=econ)
        returned.refresh_from_db()
        assert (returned.state, returned.review_note, returned.reviewed_by) == (state, "", None if is_own else econ)
        month = project.months.get(period="2016-06")
        assert (month.is_reported, month.done) == (True, 700)
        assert [row.review_note for row in returned.history.all()] == ["", "凭证不符"]
