"""A returned report counts for nothing until it is handed in again: it is no base of the months after it, and that is said."""

import re
from decimal import Decimal

import pytest

from projects.models import ProjectProgress
from tests.factories import ProjectFactory, UserFactory
from tests.projects.pages import text
from tests.projects.reporting import PERIOD, report_month
from tests.projects.scene import report

pytestmark = pytest.mark.django_db
BACK = ProjectProgress.State.RETURNED


@pytest.fixture(autouse=True)
def _fixed_day(day):
    day("2016-07-05")


@pytest.fixture
def officer(roles):
    return UserFactory(roles=["officer"])


@pytest.fixture
def project(officer):
    return ProjectFactory(plan_year=2016, annual_plan=Decimal(5200), officer=officer)


def figures(project, period=PERIOD):
    own = project.progress.get(period=period)
    return own.invest_month, own.invest_ytd


def test_a_returned_month_is_no_base_until_it_is_handed_in_again(officer, project):
    report(project, "2016-04", "900", physical_progress="设备到货", funds_in_place=Decimal(3090))
    back = report(project, "2016-05", "9600", physical_progress="报错了", state=BACK)
    told = "5月填报已退回，其累计不算数：请先重新提交5月，或在这里填写累计。"
    assert report_month(project, officer, month="500").refused == {project.pk: {"invest_ytd": told}}
    assert report_month(project, officer, unchanged="on").refused == {project.pk: {"invest_month": told}}
    assert report_month(project, officer, ytd="1500").handed == [project.pk]
    own = project.progress.get(period=PERIOD)
    assert (own.invest_month, own.physical_progress, own.funds_in_place) == (None, "设备到货", 3090)
    report_month(project, officer, period="2016-05", ytd="960")
    back.refresh_from_db()
    assert (back.state, back.invest_month) == ("submitted", 60)
    report_month(project, officer, month="500", ytd="")
    assert figures(project) == (500, 1460)


def test_a_returned_month_says_nothing_against_the_month_before_it(officer, project):
    report(project, "2016-05", "960")
    report(project, PERIOD, "1460", invest_month=Decimal(500), state=BACK)
    assert report_month(project, officer, period="2016-05", ytd="1000").handed == [project.pk]
    assert report_month(project, officer, month="500", ytd="").handed == [project.pk]
    assert figures(project) == (500, 1500)


def test_a_returned_last_month_is_said_where_its_sum_would_stand(client, officer, project):
    client.force_login(officer)
    first = ProjectFactory(plan_year=2016, officer=officer)
    report(project, "2016-04", "2000")
    for each in (project, first):
        report(each, "2016-05", "7000", state=BACK)
    page = text(client.get("/projects/month/"))
    last = [re.sub("<[^>]+>", "", cell) for cell in re.findall(r'data-label="上月累计">(.*?)</td>', page)]
    assert last == ["2,000 (4月，上月已退回)", "上月已退回"]
    assert re.findall(r'data-project="(\d+)" data-base=""', page) == [str(project.pk), str(first.pk)]
