"""Pages for what went wrong: Chinese, with the request's number, telling nothing of the inside."""

import io
import json
import logging

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import get_resolver, reverse, reverse_lazy
from structlog.stdlib import ProcessorFormatter

from tests.factories import UserFactory
from zone.middleware import body_limit
from zone.views import health


def text_of(answer) -> str:
    return answer.content.decode()


def has_number(answer) -> bool:
    return len(text_of(answer).split("<code>")[1].split("</code>")[0]) == 36


def failing(failure):
    def view(request):
        raise failure

    view.login_required = False
    return view


@pytest.fixture
def breaks(monkeypatch):
    """The page /healthz fails with this."""

    def make(failure):
        entry = next(each for each in get_resolver().url_patterns if getattr(each, "name", "") == "healthz")
        monkeypatch.setattr(entry, "callback", failing(failure))
        return Client(raise_request_exception=False).get("/healthz")

    return make


def test_an_error_page_is_chinese_and_says_nothing_of_the_inside(breaks):
    answer = breaks(ValueError("secret detail of table zone_user"))
    assert answer.status_code == 500
    assert "系统出错了" in text_of(answer)
    assert has_number(answer)
    assert "secret" not in text_of(answer)
    assert "Traceback" not in text_of(answer)


def test_an_unreachable_database_is_503_with_a_time_to_wait(breaks):
    answer = breaks(OperationalError("connection to server at 10.1.2.3 failed"))
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "数据库没有响应" in text_of(answer)
    assert "10.1.2.3" not in text_of(answer)
    assert has_number(answer)


def test_an_unknown_address_is_404_in_words(client):
    answer = client.get("/no/such/page/?q=<script>")
    assert answer.status_code == 404
    assert "没有这个页面，或其内容不在您的职责范围内" in text_of(answer)
    assert "script" not in text_of(answer)
    assert has_number(answer)


def test_a_page_without_the_right_is_403_in_words(client, db):
    client.force_login(UserFactory())
    answer = client.get(reverse("zone:event-list"))
    assert answer.status_code == 403
    assert "您的角色没有此页面或此操作的权限" in text_of(answer)


@pytest.mark.parametrize("send", ["get", "put"])
def test_a_method_that_an_address_does_not_take_is_405_in_words(client, db, send):
    client.force_login(UserFactory())
    answer = getattr(client, send)(reverse("projects:month-set", args=["2016-06"]))
    assert (answer.status_code, answer["Allow"], answer["X-Frame-Options"]) == (405, "POST", "DENY")
    assert "此地址不是页面" in text_of(answer)
    assert has_number(answer)


@pytest.mark.parametrize(
    ("form", "above"),
    [
        (reverse_lazy("projects:month-set", args=["2016-06"]), "/projects/months/"),
        (reverse_lazy("ledgers:batch-columns", args=[5]), "/imports/5/"),
        (reverse_lazy("enterprises:alias-create", args=[5]), "/enterprises/5/"),
        (reverse_lazy("supervision:reminder-noted", args=[5]), "/supervision/reminders/5/"),
        (reverse_lazy("sign-out"), "/"),
    ],
)
def test_who_opens_the_address_of_a_form_is_led_to_the_page_above_it(client, db, form, above):
    client.force_login(UserFactory())
    answer = client.get(form, headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert (answer.status_code, answer["Location"]) == (302, above)


def test_a_post_without_a_token_is_403_in_words(db):
    answer = Client(enforce_csrf_checks=True).post(reverse("sign-in"), {"username": "x", "password": "y"})
    assert answer.status_code == 403
    assert "表单已过期" in text_of(answer)
    assert "回到表单" not in text_of(answer)


def test_a_host_that_is_not_ours_is_400_in_words(client):
    answer = Client(headers={"host": "evil.example"}).get("/healthz")
    assert answer.status_code == 400
    assert "无法识别这次请求" in text_of(answer)


def test_a_body_beyond_the_limit_is_refused_before_it_is_read(client, settings):
    settings.UPLOAD_MAX_BYTES = 1000
    too_much = settings.UPLOAD_MAX_BYTES + body_limit.FORM_AROUND_FILE + 1
    answer = client.generic("POST", reverse("sign-in"), b"", CONTENT_LENGTH=str(too_much))
    assert answer.status_code == 413
    assert "文件过大" in text_of(answer)


def test_the_process_lives_without_the_database(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        assert client.get("/healthz").content == b"ok\n"


def test_it_is_ready_when_the_database_answers_and_is_migrated(client, db, monkeypatch):
    assert (client.get("/readyz").status_code, client.get("/readyz").content) == (200, b"ok\n")

    class Behind(health.MigrationExecutor):
        def migration_plan(self, targets, clean_start=False):
            return ["one"]

    monkeypatch.setattr(health, "MigrationExecutor", Behind)
    assert client.get("/readyz").status_code == 503


def test_it_is_not_ready_when_the_database_does_not_answer(client, db, monkeypatch):
    def refuse(*args, **kwargs):
        raise OperationalError("no route to 10.1.2.3")

    with monkeypatch.context() as broken:
        broken.setattr(connection, "cursor", refuse)
        answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"database: no answer\n")


@pytest.mark.parametrize("address", ["/sign-in/", "/nothing/", "/healthz"])
def test_every_answer_carries_the_strict_policy(client, db, address):
    answer = client.get(address)
    policy = {part.split()[0]: part.split()[1:] for part in answer["Content-Security-Policy"].split("; ")}
    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"] == policy["style-src"] == ["'self'"]
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["object-src"] == ["'none'"]
    assert (answer["X-Content-Type-Options"], answer["X-Frame-Options"], answer["Referrer-Policy"]) == ("nosniff", "DENY", "same-origin")


@pytest.fixture
def logged(monkeypatch):
    """What the house writes to its log from now on, line by line."""
    written = io.StringIO()
    for name in ("django", ""):
        handler = next(each for each in logging.getLogger(name).handlers if isinstance(each.formatter, ProcessorFormatter))
        monkeypatch.setattr(handler, "stream", written)
    return lambda: [json.loads(line) for line in written.getvalue().splitlines()]


@pytest.mark.django_db
def test_a_refusal_leaves_its_reason_in_the_log_and_no_traceback(client, logged):
    client.force_login(UserFactory())
    assert client.get(reverse("zone:event-list")).status_code == 403
    assert Client(headers={"host": "evil.example"}).get("/healthz").status_code == 400
    told = logged()
    assert [line["event"].split(":")[0] for line in told] == [
        "Forbidden (Permission denied)",
        "request_finished",
        "Invalid HTTP_HOST header",
        "request_finished",
    ]
    assert [line for line in told if "exception" in line] == []


def test_a_fault_of_ours_leaves_its_traceback(breaks, logged):
    breaks(ValueError("nobody expected this"))
    assert ["ValueError: nobody expected this" in line["exception"] for line in logged()] == [True, True]
