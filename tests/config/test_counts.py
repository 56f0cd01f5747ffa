"""Every page as every account of the demo office: counts equal the lists that they open, no link is dead, no page breaks a rule."""

import pytest
from django.test import Client

from config.demo.accounts import ACCOUNTS
from tests.config.crawl import PAGES, Page, faults, visit
from zone.models import User

pytestmark = pytest.mark.django_db
# Who has no business data meets administration pages only, and few counts or none.
OFFICE_WORK = {account.username for account in ACCOUNTS} - {"merger", "sysadmin", "secadmin", "auditor"}


@pytest.fixture(autouse=True)
def _demo_day(day, settings):
    day("2016-07-05")
    settings.DEMO = True


@pytest.mark.parametrize("account", [account.username for account in ACCOUNTS])
def test_every_page_holds_what_its_counts_promise(office, account):
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(User.objects.get(username=account))

    met = visit(client)

    assert met.wrong == []
    assert met.pages == PAGES if account in OFFICE_WORK else met.pages > 3
    assert met.counts > 5 or account not in OFFICE_WORK


class Answer(dict):
    headers = {"Content-Security-Policy": "default-src 'self'"}


@pytest.mark.parametrize(
    ("markup", "promised", "found"),
    [
        ('<div data-total="2"><p data-row>甲</p><p data-row>乙</p></div>', 2, []),
        ('<div data-total="3"><p data-row>甲</p></div>', 3, []),
        ('<div data-total="1"><p data-row>甲</p></div>', 2, ["the count said 2, the list says [[1, 1]]"]),
        ("<p>甲</p>", 0, ["the count said 0, the list says []"]),
        ('<div data-total="2"></div>', None, ["data-total 2 over 0 rows"]),
        ('<html lang="en"><title>甲</title><h1>甲</h1></html>', None, ["lang 'en', 1 titles, 1 h1"]),
        ("<a onclick='go()'>甲</a><style></style>", None, ["inline ['onclick', 'style']"]),
        ("<p>Nothing was left here</p><p>a.b@c.cn 见 README.md</p>", None, ["English left: Nothing was left here"]),
        ('<script src="https://cdn.example.org/x.js"></script>', None, ["asks other hosts: ['https://cdn.example.org/x.js']"]),
    ],
)
def test_a_fault_of_a_page_is_found(markup, promised, found):
    page = Page()
    page.feed(markup)

    assert list(faults(page, Answer(), promised)) == found
