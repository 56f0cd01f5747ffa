"""催办 of a month from a line of 我的待办: one reminder for all projects of which somebody owes the report."""

from datetime import date
from html import unescape
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from projects.models import Project
from projects.reminding import remind, remind_of_month
from tests.config.test_overview import signed_in
from tests.factories import DepartmentFactory, UserFactory
from tests.projects.pages import ROW, text
from tests.projects.scene import report, tech
from zone.models import Period, Post
from zone.supervision.models import Reminder

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]
TODO, REMIND = reverse("todo"), reverse("projects:month-remind")


@pytest.fixture(autouse=True)
def _fixed_day(day):
    day("2016-07-06")


@pytest.fixture
def bureau():
    return DepartmentFactory(name="经济发展局")


@pytest.fixture
def officer(bureau):
    person = UserFactory(name="李丁松")
    for number in range(6):
        tech(name=f"项目{number}", officer=person, department=bureau)
    report(tech(name="已报的", officer=person, department=bureau), "2016-06", 10)
    return person


def answering(role, bureau):
    client = signed_in(role, name="秦乙航")
    Post.objects.create(user=client.user, department=bureau, title="局长")
    return client


def address(person, period="2016-06") -> str:
    return f"{REMIND}?period={period}&owner={person.pk}"


def test_a_gathered_line_of_somebody_else_urges_him_once_for_all_of_it(bureau, officer):
    head = answering("head", bureau)
    (line,) = [row for row in ROW.findall(text(head.get(TODO))) if "6月进展填报" in row]
    assert f'hx-get="{address(officer)}"' in unescape(line)

    form = head.get(address(officer), headers={"HX-Request": "true"})
    words = "李丁松同志：您负责的6个项目（项目0、项目1、项目2、项目3、项目4等）2016年6月进展应于7月5日报送，逾期1天，请今天下班前报送。"
    assert words in text(form)
    sent = {"_receipt": form.context["receipt"], "to": "0", "text": words, "due_on": "2016-07-06"}
    for _click in range(2):
        head.post(address(officer), sent, headers={"HX-Request": "true"})

    reminder = Reminder.objects.get()
    assert (reminder.about, reminder.asked, reminder.department) == ("2016年6月填报", officer, bureau)
    assert sorted(reminder.projects.values_list("name", flat=True)) == [f"项目{number}" for number in range(6)]
    assert (reminder.address, reminder.due_on) == (f"{reverse('projects:month-grid')}?period=2016-06&whose=mine", date(2016, 7, 6))


def test_the_way_back_is_open_to_who_urges(bureau, officer):
    head = answering("head", bureau)
    page = head.get(address(officer))
    assert head.get(page.context["back"]).status_code == 200


def test_a_form_that_is_closed_is_the_button_again(bureau, officer):
    head = answering("head", bureau)
    page = unescape(text(head.get(address(officer), headers={"HX-Request": "true"})))
    assert f'hx-get="{address(officer)}&closed=1"' in page
    again = unescape(text(head.get(f"{address(officer)}&closed=1", headers={"HX-Request": "true"})))
    assert (f'hx-get="{address(officer)}"' in again, "<form" in again) == (True, False)


def test_nobody_is_urged_for_what_he_does_not_owe_or_one_does_not_see(bureau, officer):
    head, stranger = answering("head", bureau), answering("head", DepartmentFactory())
    asked = [(head, address(UserFactory())), (stranger, address(officer)), (head, address(officer, "2016-13")), (head, REMIND)]
    assert [client.get(where).status_code for client, where in asked] == [404] * 4
    assert signed_in("officer").get(address(officer)).status_code == 403


def test_the_link_says_what_it_opens(bureau, officer):
    asked = {"by": answering("head", bureau).user, "asked": officer, "text": "请报送"}
    leader = signed_in("leader")
    of_month = remind_of_month(person=officer, period="2016-06", **asked)
    of_project = remind(project=Project.objects.filter(officer=officer).first(), **asked)
    said = [text(leader.get(each.get_absolute_url())) for each in (of_month, of_project)]
    assert [("打开月度填报" in page, "打开项目" in page) for page in said] == [(True, False), (False, True)]


@pytest.mark.parametrize("in_place", [{}, {"HX-Request": "true"}])
def test_nobody_is_urged_for_a_locked_month_which_takes_no_reports(bureau, officer, in_place):
    head = answering("head", bureau)
    sent = {"_receipt": str(uuid4()), "to": "0", "text": "请报送", "due_on": ""}
    Period.objects.create(month="2016-06", status=Period.Status.LOCKED)
    for page in (head.get(address(officer), headers=in_place), head.post(address(officer), sent, headers=in_place)):
        assert ("2016年6月" in text(page), "锁定" in text(page), 'name="text"' in text(page)) == (True, True, False)
    with pytest.raises(ValidationError):
        remind_of_month(person=officer, period="2016-06", by=head.user, asked=officer, text="请报送")
    assert not Reminder.objects.exists()


def test_whoever_may_not_urge_is_offered_nothing(bureau, officer):
    liaison = answering("liaison", bureau)
    (line,) = [row for row in ROW.findall(text(liaison.get(TODO))) if "6月进展填报" in row]
    assert REMIND not in line
