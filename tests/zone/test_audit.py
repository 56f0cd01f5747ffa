"""The audit trail: it only grows, and whatever was done to it behind the database's back is found."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from tests.factories import UserFactory
from tests.threads import at_once
from zone import audit
from zone.lib.append_only import guard, is_guarded, unguard
from zone.models import Event, EventSeal

KIND = Event.Kind.EXPORTED


@pytest.fixture
def trail(db):
    return [audit.record(KIND, subject=f"清单{number}", detail={"rows": number, "share": 0.1}) for number in range(5)]


def flaws() -> list[int | None]:
    return [flaw.event for flaw in audit.verify()]


@pytest.fixture
def behind_the_guard(trail):
    """As somebody who owns the database: the guard is lifted, and put back afterwards."""

    def run(sql: str, *parameters) -> None:
        unguard(audit.TABLE)
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
        guard(audit.TABLE)

    return run


def test_an_untouched_trail_is_whole(trail, capsys):
    assert flaws() == []
    call_command("audit_verify")
    assert capsys.readouterr().out == "5 events, whole\n"


def test_events_carry_real_time_person_and_one_line_of_text(db, day):
    day("2016-07-05")
    user = UserFactory(username="zhao")
    event = audit.record(KIND, by=user, subject="第一行\n第二行", username="")
    event.refresh_from_db()
    assert (event.username, event.subject, event.user) == ("zhao", "第一行 第二行", user)
    assert event.at.year > 2016


def test_an_altered_row_is_found(trail, behind_the_guard, capsys):
    behind_the_guard("UPDATE zone_event SET subject = 'x' WHERE id = %s", trail[2].pk)
    assert flaws() == [trail[2].pk]
    with pytest.raises(CommandError, match="1 flaws in 5 events"):
        call_command("audit_verify")
    assert capsys.readouterr().out.startswith(f"#{trail[2].pk}: ")


def test_a_row_altered_together_with_its_hash_is_found(trail, behind_the_guard):
    forged = Event.objects.get(pk=trail[2].pk)
    forged.subject = "x"
    behind_the_guard("UPDATE zone_event SET subject = 'x', hash = %s WHERE id = %s", audit.event_hash(forged), forged.pk)
    assert flaws() == [trail[3].pk]


@pytest.mark.parametrize(("place", "found"), [(0, 1), (2, 3)])
def test_a_deleted_row_is_found(trail, behind_the_guard, place, found):
    behind_the_guard("DELETE FROM zone_event WHERE id = %s", trail[place].pk)
    assert flaws() == [trail[found].pk, None]


def test_a_cut_off_end_is_found_and_stays_found(trail, behind_the_guard):
    behind_the_guard("DELETE FROM zone_event WHERE id = %s", trail[4].pk)
    assert flaws() == [None]
    later = audit.record(KIND)
    assert flaws() == [later.pk, None]


def test_an_inserted_row_is_found(trail):
    Event.objects.create(at=trail[4].at + timedelta(seconds=1), kind=KIND, previous_hash=trail[4].hash, hash="f" * 64)
    assert flaws() == [Event.objects.first().pk, None]


def test_a_forged_seal_is_found_and_not_healed_by_the_next_event(trail, behind_the_guard):
    behind_the_guard("DELETE FROM zone_event WHERE id = %s", trail[4].pk)
    EventSeal.objects.update(count=4, last_event=trail[3].pk, hash=trail[3].hash, signature="0" * 64)
    assert flaws() == [None]
    audit.record(KIND)
    assert flaws() == [None]


def test_an_older_key_still_verifies(trail, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key-" * 5
    assert flaws() == []
    settings.SECRET_KEY_FALLBACKS = []
    assert flaws() == [None]


@pytest.mark.parametrize(
    "change",
    [
        lambda event: Event.objects.filter(pk=event.pk).update(subject="x"),
        lambda event: Event.objects.filter(pk=event.pk).delete(),
        lambda event: Event.objects.all()._raw_delete("default"),
        lambda event: event.save(),
        lambda event: connection.cursor().execute("UPDATE zone_event SET at = at"),
        lambda event: connection.cursor().execute("DELETE FROM zone_event"),
    ],
    ids=["orm update", "orm delete", "raw delete", "save", "sql update", "sql delete"],
)
def test_the_database_refuses_to_change_or_delete(trail, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        change(trail[1])
    assert flaws() == []


def test_postgresql_refuses_to_truncate(trail):
    if connection.vendor == "postgresql":
        connection.check_constraints()
        with pytest.raises(IntegrityError), transaction.atomic():
            connection.cursor().execute("TRUNCATE zone_event")
    assert Event.objects.count() == 5


def test_the_guard_stands_after_all_migrations(db):
    assert is_guarded(audit.TABLE)
    unguard(audit.TABLE)
    assert not is_guarded(audit.TABLE)
    assert flaws() == [None]
    guard(audit.TABLE)


@pytest.mark.django_db(transaction=True)
def test_a_database_can_be_emptied_between_tests_and_is_guarded_again():
    audit.record(KIND)
    assert (Event.objects.count(), is_guarded(audit.TABLE)) == (1, True)


def test_many_recorders_at_once_make_one_chain(transactional_db):
    def record_five():
        return [audit.record(KIND) for _event in range(5)] and "done"

    assert at_once(*[record_five] * 6) == ["done"] * 6
    assert (Event.objects.count(), flaws()) == (30, [])


def test_the_auditor_reads_filters_and_exports(client, roles, trail):
    auditor = UserFactory(username="auditor", roles=["auditor"])
    audit.record(Event.Kind.SIGNED_IN, by=auditor, subject="=1+1")
    client.force_login(auditor)
    page = client.get(reverse("zone:event-list"), {"kind": Event.Kind.SIGNED_IN})
    assert page.content.decode().count("data-row") == 1
    answer = client.post(reverse("zone:event-export"), {"kind": Event.Kind.SIGNED_IN})
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert len(lines) == 2
    assert "'=1+1" in lines[1]
    exported = Event.objects.first()
    assert (exported.kind, exported.user, exported.detail) == (Event.Kind.EXPORTED, auditor, {"filters": {"kind": "signed_in"}})


@pytest.mark.parametrize("wrong", [{"since": "2016-13-01"}, {"kind": "no_such_kind"}, {"sinse": "2016-07-01"}])
def test_a_wrong_filter_lists_and_exports_no_event(client, roles, trail, wrong):
    client.force_login(UserFactory(roles=["auditor"]))
    page = client.get(reverse("zone:event-list"), wrong)
    assert (page.context["total"], page.context["rows"], len(page.context["problems"])) == (0, [], 1)
    assert "条件有误，暂不列出记录。" in page.content.decode()
    answer = client.post(reverse("zone:event-export"), wrong)
    assert len(b"".join(answer.streaming_content).decode().splitlines()) == 1


def test_the_trail_pages_by_number(client, roles, db):
    auditor = UserFactory(roles=["auditor"])
    for _event in range(60):
        audit.record(KIND)
    client.force_login(auditor)
    first = client.get(reverse("zone:event-list"))
    rows, older = [row[0] for row in first.context["rows"]], first.context["older_address"]
    second = client.get(reverse("zone:event-list") + older)
    assert (len(rows), len(second.context["rows"]), second.context["total"]) == (50, 10, 60)
    assert rows[-1].pk - second.context["rows"][0][0].pk == 1
