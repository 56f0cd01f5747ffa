"""Every address of the resolver × every role and nobody × GET and POST, against what the rights matrix says."""

import logging
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import URLPattern, get_resolver, resolve, reverse

from config.demo.accounts import ACCOUNTS
from tests.access.expectations import EXPECTATIONS, FORBIDDEN, MISSING, expectation
from tests.access.office import ABSENT, Target, build
from tests.access.people import PEOPLE

pytestmark = pytest.mark.django_db
METHODS = ("GET", "POST")


def addresses(patterns=None, namespace="") -> list[tuple[str, tuple[str, ...]]]:
    """(view name, names of its arguments) of every address."""
    found = []
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(entry, URLPattern):
            arguments = tuple(entry.pattern.converters) or tuple(entry.pattern.regex.groupindex)
            found.append((f"{namespace}{entry.name or entry.pattern}", arguments))
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            found += addresses(entry.url_patterns, inner)
    return found


@pytest.fixture(scope="module")
def office(django_db_setup, django_db_blocker, tmp_path_factory):
    """Built once for this file, in a transaction that is undone after it. Ten thousand requests keep their session in its cookie, where
    what each did to it is undone with it, and write no log."""
    sessions = "django.contrib.sessions.backends.signed_cookies"
    own = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"), SESSION_ENGINE=sessions)
    with own, django_db_blocker.unblock(), transaction.atomic():
        logging.disable(logging.CRITICAL)
        yield build()
        logging.disable(logging.NOTSET)
        transaction.set_rollback(True)


def outcome(response) -> str:
    """The status, and the name of the view where it leads elsewhere: `302 home`."""
    if 300 <= response.status_code < 400:
        target = urlsplit(response["Location"])
        view_name = resolve(target.path).view_name if not target.netloc else response["Location"]
        return f"{response.status_code} {view_name}"
    return str(response.status_code)


def asked(client, method: str, path: str) -> str:
    """What the address answers; what it may have written is undone."""
    cookies = client.cookies.copy()
    mark = transaction.savepoint()
    try:
        return outcome(client.generic(method, path, content_type="application/x-www-form-urlencoded"))
    finally:
        transaction.savepoint_rollback(mark)
        client.cookies = cookies


def tries(targets, view_name: str, arguments, kind: str) -> list[Target]:
    """With what an address is tried. The back office and Django's own views call their one argument by other names than `pk`."""
    if not arguments:
        return [Target({}, None)]
    found = targets[kind]
    if set(arguments) == set(found[0].kwargs):
        return found
    (argument,) = arguments
    return [Target({argument: target.kwargs["pk"]}, target.facts) for target in found]


def test_every_address_has_an_expectation():
    assert [(name, method) for name, _ in addresses() for method in METHODS if expectation(name, method) is None] == []


def test_every_demo_account_is_tried():
    assert {person.username: (person.role,) for person in PEOPLE} == {account.username: tuple(account.groups) for account in ACCOUNTS}


def test_no_expectation_outlives_its_address():
    assert sorted(set(EXPECTATIONS) - {name for name, _ in addresses()}) == []


@pytest.mark.parametrize("person", [None, *PEOPLE], ids=lambda person: person.username if person else "nobody")
def test_an_address_answers_by_the_rights_matrix(person, office):
    users, targets = office
    client = Client(raise_request_exception=False)
    if person:
        client.force_login(users[person.username], backend="django.contrib.auth.backends.ModelBackend")
    wrong = []
    for view_name, arguments in addresses():
        for method in METHODS:
            row = expectation(view_name, method)
            for target in tries(targets, view_name, arguments, row.of):
                path = reverse(view_name, kwargs=target.kwargs)
                found, accepted = asked(client, method, path), row.accepted(method, person, target.kwargs, target.facts)
                if found not in accepted:
                    wrong.append(f"{method} {path} ({view_name}): {found}, by the matrix {' or '.join(sorted(accepted))}")
    assert "\n".join(wrong) == ""


@pytest.mark.parametrize("username", ["", "econ", "sysadmin", "officer"])
def test_a_post_without_a_token_is_refused_everywhere(username, office):
    users, targets = office
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    if username:
        client.force_login(users[username], backend="django.contrib.auth.backends.ModelBackend")
    accepted = []
    for view_name, arguments in addresses():
        for target in tries(targets, view_name, arguments, expectation(view_name, "POST").of)[:1]:
            path = reverse(view_name, kwargs=target.kwargs)
            if asked(client, "POST", path) != FORBIDDEN:
                accepted.append(path)
    assert accepted == []


def test_hidden_and_absent_records_answer_alike(office):
    users, targets = office
    client = Client()
    client.force_login(users["xsq"], backend="django.contrib.auth.backends.ModelBackend")
    hidden = next(target for target in targets["project"] if target.facts and target.facts.district == "GXQ")
    answers = []
    for pk in (hidden.kwargs["pk"], ABSENT):
        response = client.get(reverse("projects:project-detail", args=[pk]))
        request_id = response.content.decode().split("<code>")[1].split("</code>")[0]
        answers.append((response.status_code, response.content.decode().replace(request_id, "")))
    assert answers[0] == answers[1]
    assert answers[0][0] == int(MISSING)
