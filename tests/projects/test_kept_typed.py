"""Text typed as the session ended stands in the form again: answers, reminders, words of a review, the note of a lock."""

import pytest
from django.urls import reverse

from tests.config.test_overview import signed_in
from tests.factories import DepartmentFactory, UserFactory
from tests.projects.pages import text
from tests.projects.scene import report, tech
from tests.sent_form import sent_form
from zone.models import Period
from zone.supervision.actions import send_reminder
from zone.supervision.models import Reminder

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]


@pytest.fixture(autouse=True)
def _fixed_day(day):
    day("2016-07-06")


def typed_as_it_ended(client, page: str, address: str = "", **typed) -> dict:
    """What the form of the page holds after the session ended while somebody sent it to `address`, and he signed in again."""
    form = sent_form(text(client.get(page)))
    client.logout()
    assert client.post(address or page, form | typed).status_code == 302
    client.force_login(client.user)
    return opened(client, page)


def opened(client, page: str) -> dict:
    """What the form holds, and whether the page says that it was kept."""
    said = text(client.get(page))
    return sent_form(said) | {"told": "您填写的内容已恢复在这里" in said}


def test_the_answer_to_a_reminder():
    client, giver = signed_in("officer"), UserFactory(roles=["supervisor"])
    matter = send_reminder(about="某项目", address="/projects/1/", asked=client.user, department=None, text="请报送", due_on=None, by=giver)
    page = matter.get_absolute_url()
    again = typed_as_it_ended(client, page, words="图纸已送审，下周开工")
    assert (again["words"], again["told"]) == ("图纸已送审，下周开工", True)
    assert (opened(client, page)["words"], matter.answered_at) == ("", None)
    typed_as_it_ended(client, page, words="再写一次")
    assert client.post(page, {"words": "再写一次", "_version": "1"}).status_code == 302


def test_an_answer_that_somebody_else_has_given_meanwhile_is_not_lost():
    office = DepartmentFactory()
    client, giver = signed_in("officer"), UserFactory(roles=["supervisor"])
    matter = send_reminder(
        about="某项目", address="/projects/1/", asked=client.user, department=office, text="请报送", due_on=None, by=giver
    )
    page = matter.get_absolute_url()
    form = sent_form(text(client.get(page)))
    client.logout()
    client.post(page, form | {"words": "图纸已送审"})
    other = signed_in("officer")
    Reminder.objects.filter(pk=matter.pk).update(asked=other.user)
    assert other.post(page, {"words": "已报送", "_version": "1"}).status_code == 302
    Reminder.objects.filter(pk=matter.pk).update(asked=client.user)
    client.force_login(client.user)
    again = opened(client, page)
    assert (again["words"], again["told"]) == ("图纸已送审", True)


def test_what_is_asked_about_a_project():
    project, supervisor = tech(officer=UserFactory(name="赵文博")), signed_in("supervisor")
    for name in ("project-remind", "project-instruct"):
        page = reverse(f"projects:{name}", args=[project.pk])
        again = typed_as_it_ended(supervisor, page, text="请于周五前说明原因", due_on="2016-07-08")
        assert (again["text"], again["due_on"], again["told"]) == ("请于周五前说明原因", "2016-07-08", True)
        assert opened(supervisor, page)["told"] is False


def test_the_text_to_one_who_owes_a_month_is_not_offered_for_another():
    people, supervisor = [UserFactory(name=name) for name in ("赵文博", "李丁松")], signed_in("supervisor")
    for person in people:
        tech(officer=person)
    pages = [f"{reverse('projects:month-remind')}?period=2016-06&owner={person.pk}" for person in people]
    form = sent_form(text(supervisor.get(pages[0])))
    supervisor.logout()
    supervisor.post(pages[0], form | {"text": "赵文博同志：请今天报送"})
    supervisor.force_login(supervisor.user)
    assert opened(supervisor, pages[1])["text"].startswith("李丁松同志")
    assert opened(supervisor, f"{pages[0]}&closed=1")["told"] is False
    assert opened(supervisor, pages[0])["text"] == "赵文博同志：请今天报送"


def test_the_words_of_a_review_with_its_ticks():
    econ, one = signed_in("econ"), report(tech(), "2016-06", 1)
    ticked = f"{one.pk}:{one.version}"
    page = reverse("projects:review-queue")
    again = typed_as_it_ended(econ, page, report=ticked, note="累计与凭证不符")
    assert (again["note"], again["report"], again["told"]) == ("累计与凭证不符", ticked, True)
    assert ("report" in opened(econ, page), opened(econ, page)["told"]) == (False, False)
    again = typed_as_it_ended(econ, one.get_absolute_url(), note="请补凭证")
    assert (again["note"], again["told"]) == ("请补凭证", True)


def test_the_note_of_a_lock_from_either_page():
    econ = signed_in("econ")
    report(tech(), "2016-06", 1)
    page, address = reverse("projects:month-list"), reverse("projects:month-set", args=["2016-06"])
    again = typed_as_it_ended(econ, page, address, status="locked", reason="已报市里")
    assert (again["reason"], again["told"]) == ("已报市里", True)
    asked_twice = sent_form(econ.post(address, {"status": "locked", "reason": "已报市里"}).content.decode())
    econ.logout()
    to_sign_in = econ.post(address, asked_twice | {"reason": "已报市里和省里"}, headers={"Referer": f"http://testserver{address}"})
    assert to_sign_in["Location"].endswith(f"?next={address}")
    econ.force_login(econ.user)
    assert econ.get(address, headers={"Accept": "text/html"})["Location"] == page
    assert opened(econ, page)["reason"] == "已报市里和省里"
    assert not Period.objects.exists()
