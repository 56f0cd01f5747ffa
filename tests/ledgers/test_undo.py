"""Undoing a saved sheet: what it made goes, what it changed returns, what people did since stays and is told."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from enterprises.models import Enterprise, EnterpriseAlias, OperatingFigure
from projects import standing
from projects.models import Project, ProjectMonth, ProjectProgress, StageEvent
from tests.factories import ProjectFactory, UserFactory
from tests.ledgers.conftest import HEADER, ROWS, TITLE
from tests.ledgers.test_commit import MODELS, many, statements, stored
from tests.ledgers.test_months_by_sheet import DAY, PERIOD
from tests.ledgers.test_samples import CORRECTION, LEDGER, PLAN, SAMPLES
from tests.projects.live_board import kept_board, live_board, without_nothing
from tests.projects.scene import Scene
from tests.threads import at_once
from zone.ledgers.folders import wipe
from zone.ledgers.models import ImportBatch
from zone.ledgers.refused import LedgerRefused
from zone.ledgers.undo import undo_batch
from zone.models import Event, Period

PROJECTS = [Project, ProjectProgress, StageEvent]
JUNE_TITLE = [TITLE[0].replace("1-3", "1-6"), TITLE[1]]
JUNE_HEADER = [word.replace("1-3", "1-6") for word in HEADER]
NOTHING = {"removed": 0, "restored": 0, "kept": []}


def without_version(rows: dict[int, dict]) -> dict[int, dict]:
    """A restored row says what it said before; its version only ever rises."""
    return {pk: {name: value for name, value in row.items() if name not in ("version", "updated_at")} for pk, row in rows.items()}


def office(models) -> dict:
    return {model: without_version(stored(model)) for model in models}


def replayed(model) -> dict[int, dict]:
    names = [field.attname for field in model.history.model.tracked_fields]
    rows = {}
    for row in model.history.order_by("history_id"):
        if row.history_type == "-":
            del rows[row.id]
        else:
            rows[row.id] = {name: getattr(row, name) for name in names}
    return rows


def test_what_was_made_is_removed_and_a_second_undoing_does_nothing(desk):
    batch = desk.save(desk.sheet(*ROWS))
    assert undo_batch(batch, by=None) == {"removed": 4, "restored": 0, "kept": []}
    assert all(not stored(model) for model in MODELS)
    assert {model: replayed(model) for model in MODELS} == {model: {} for model in MODELS}
    assert set(Enterprise.history.filter(history_type="-").values_list("history_batch", flat=True)) == {batch.pk}
    assert undo_batch(batch, by=None) == NOTHING
    assert Event.objects.filter(kind=Event.Kind.IMPORT_UNDONE).get().detail["removed"] == 4


def test_what_was_changed_is_restored_with_its_standings(desk):
    desk.save(desk.sheet(*ROWS))
    before = office(MODELS)
    moved = [*ROWS[0][:3], "西市区", 6000, 220, "否", "迁入"]
    batch = desk.save(desk.sheet(moved, title=JUNE_TITLE, header=JUNE_HEADER))
    assert office(MODELS) != before
    assert undo_batch(batch, by=None) == {"removed": 1, "restored": 1, "kept": []}
    assert office(MODELS) == before
    assert {model: replayed(model) for model in MODELS} == {model: stored(model) for model in MODELS}


def test_restored_firm_is_found_by_its_old_names(desk):
    desk.save(desk.sheet(*ROWS))
    before = dict(Enterprise.objects.values_list("pk", "search_text"))
    renamed = [1, "营口甲辰重工有限公司", *ROWS[0][2:]]
    batch = desk.save(desk.sheet([*renamed, "老名"], header=[*HEADER, "曾用名"]))
    assert dict(Enterprise.objects.values_list("pk", "search_text")) != before
    assert undo_batch(batch, by=None)["restored"] == 1
    assert dict(Enterprise.objects.values_list("pk", "search_text")) == before


def edit(record, by, **values) -> None:
    for name, value in values.items():
        setattr(record, name, value)
    record.version += 1
    record._history_user = by
    record.save()


def test_what_a_person_edited_since_stays_and_is_told(desk):
    desk.save(desk.sheet(*ROWS))
    before = office([Enterprise])[Enterprise]
    batch = desk.save(desk.sheet([*ROWS[0][:7], "甲"], [*ROWS[1][:7], "乙"]))
    firm, other = Enterprise.objects.order_by("pk")
    edit(firm, UserFactory(username="li", name="李某"), remarks="人写的")
    edit(other, None, address="新地址")
    answer = undo_batch(batch, by=None)
    assert (answer["removed"], answer["restored"], len(answer["kept"])) == (0, 1, 1)
    assert firm.name in answer["kept"][0]["record"]
    assert "李某" in answer["kept"][0]["reason"]
    assert answer["kept"][0]["address"] == firm.get_absolute_url()
    after = office([Enterprise])[Enterprise]
    assert after[firm.pk] == before[firm.pk] | {"remarks": "人写的"}
    assert after[other.pk] == before[other.pk] | {"address": "新地址"}


def test_new_firm_that_was_edited_keeps_its_names_and_standings(desk):
    batch = desk.save(desk.sheet(*ROWS))
    firm = Enterprise.objects.order_by("pk")[0]
    edit(firm, None, remarks="人写的")
    answer = undo_batch(batch, by=None)
    assert (answer["removed"], [firm.name in kept["record"] for kept in answer["kept"]]) == (3, [True])
    assert list(Enterprise.objects.all()) == [firm]
    assert (firm.memberships.count(), EnterpriseAlias.objects.count(), OperatingFigure.objects.count()) == (1, firm.aliases.count(), 0)


def test_firm_with_projects_entered_since_stays_with_the_way_to_them(desk):
    batch = desk.save(desk.sheet(*ROWS))
    firm = Enterprise.objects.order_by("pk")[0]
    project = ProjectFactory(enterprise=firm)
    answer = undo_batch(batch, by=None)
    assert answer["removed"] == 3
    assert [(firm.name in kept["record"], project.name in kept["reason"], kept["address"]) for kept in answer["kept"]] == [
        (True, True, project.get_absolute_url())
    ]


def test_figures_of_a_locked_month_are_not_touched(desk):
    batch = desk.save(desk.sheet(*ROWS))
    before = office(MODELS)
    Period.objects.update_or_create(month="2016-03", defaults={"status": Period.Status.LOCKED, "reason": "已上报"})
    with pytest.raises(LedgerRefused, match="2016-03"):
        undo_batch(batch, by=None)
    assert office(MODELS) == before
    assert ImportBatch.objects.get().state == ImportBatch.State.COMMITTED


def test_projects_leave_the_board(desk):
    Scene()
    for name in (LEDGER, CORRECTION):
        desk.save(SAMPLES / name, good_rows_only=True)
    standing.ensure_year(PERIOD, on=DAY)
    before, months = office([*MODELS, *PROJECTS]), ProjectMonth.objects.count()
    batch = desk.save(SAMPLES / PLAN, "tech-upgrade", good_rows_only=True)
    answer = undo_batch(batch, by=None)
    assert (answer["kept"], answer["removed"] >= 10) == ([], True)
    assert office([*MODELS, *PROJECTS]) == before
    assert ProjectMonth.objects.count() == months
    assert kept_board(PERIOD) == without_nothing(live_board(PERIOD, on=DAY, still_days=60))


def test_statements_do_not_grow_with_the_rows(desk):
    taken = []
    for count in (10, 200):
        made = desk.save(desk.sheet(*many(count)))
        changed = desk.save(desk.sheet(*[[*row[:5], row[5] + 1, "是", "改"] for row in many(count)]))
        taken.append([statements(lambda: undo_batch(batch, by=None)) for batch in (changed, made)])  # noqa: B023
    assert taken[0] == taken[1]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_undo_at_once_one_does(desk):
    batch = desk.save(desk.sheet(*ROWS))
    answers = at_once(*[lambda: undo_batch(ImportBatch.objects.get(pk=batch.pk), by=None)] * 2)
    assert sorted(answer["removed"] for answer in answers) == [0, 4]


def command(*arguments) -> tuple[int, str]:
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("undo_import", *map(str, arguments), stdout=out, stderr=out)
    return ended.value.code, out.getvalue()


def test_command_answers_in_json_and_knows_whose_import_it_is(desk, econ):
    batch = desk.save(desk.sheet(*ROWS), by=econ)
    UserFactory(username="other", roles=["econ"])
    assert command(batch.pk, "--as", "other")[0] == 2
    status, text = command(batch.pk, "--as", "econ", "--json", "-")
    assert (status, json.loads(text)) == (0, {"removed": 4, "restored": 0, "kept": []})
    status, text = command(batch.pk, "--json", "-")
    assert (status, json.loads(text)) == (0, NOTHING)
    assert command(4711)[0] == 2


def test_pages_tell_first_then_undo_then_read_once_more(client, desk, econ):
    client.force_login(econ)
    batch = desk.save(desk.sheet(*ROWS), by=econ)
    edit(Enterprise.objects.order_by("pk")[0], econ, remarks="人写的")
    address = reverse("ledgers:batch-undo", args=[batch.pk])
    assert address in client.get(batch.get_absolute_url()).content.decode()
    assert address in client.get(reverse("ledgers:import-centre")).content.decode()
    plan = client.get(address).context["plan"]
    assert (plan.removed, plan.restored, len(plan.kept), Enterprise.objects.count()) == (3, 0, 1, 2)
    client.post(address)
    assert Enterprise.objects.count() == 1
    page = client.get(batch.get_absolute_url())
    assert (page.context["batch"].state, page.content.decode().count("data-row")) == ("undone", 1)
    answer = client.post(reverse("ledgers:batch-read", args=[batch.pk]))
    again = ImportBatch.objects.get(state="previewed")
    assert (answer["Location"], again.rows_read) == (again.get_absolute_url(), 2)
    wipe(batch)
    assert client.post(reverse("ledgers:batch-read", args=[batch.pk]))["Location"] == batch.get_absolute_url()
