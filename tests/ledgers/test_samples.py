"""The office's own sheets of samples/: what the preview must say is in the file beside each."""

import json
import unicodedata
from decimal import Decimal
from pathlib import Path

import pytest

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
LEDGER = "营口高新区规上企业台账（2016年1-3月）.xlsx"
CORRECTION = "规上企业台账退回更正表（4户）.xlsx"
SUPPORT = "附件1 2016年度包扶企业一览表.xls"
MERGER = "三区整合工作任务分解表.xlsx"
PLAN = "营口高新区2016年技改项目计划及进展情况表（6月）.xlsx"
INDICATORS = "2016年1-6月主要经济指标完成情况表.csv"
DISPATCH = "2016年6月份招商引资项目调度表.xlsx"
SCALARS = ("kind", "sheet", "header_row", "header_rows", "first_data_row", "unit", "period", "rows_read", "new", "changed", "rejected")


def text(value) -> str:
    return "".join(unicodedata.normalize("NFKC", str(value)).split())


def agrees(expected, found) -> bool:
    """Whether a value is what the expected file says: a value, {"any_of": …} or {"contains": …}."""
    if isinstance(expected, dict) and "any_of" in expected:
        return any(agrees(each, found) for each in expected["any_of"])
    if isinstance(expected, dict) and "contains" in expected:
        wanted = expected["contains"]
        said = "、".join(map(str, found)) if isinstance(found, list) else str(found)
        return all(text(each) in text(said) for each in (wanted if isinstance(wanted, list) else [wanted]))
    if isinstance(expected, dict) and "none_of" in expected:
        return not any(agrees(each, found) for each in expected["none_of"])
    if isinstance(expected, list):
        return isinstance(found, list) and sorted(map(text, expected)) == sorted(map(text, found))
    if expected is None or isinstance(expected, bool):
        return found is expected
    if isinstance(expected, int | float):
        return found is not None and Decimal(str(found)) == Decimal(str(expected))
    return found is not None and text(expected) == text(found)


def differences(expected: dict, answer: dict) -> list[str]:
    """Everything that the expected file says otherwise."""
    wrong = [f"{key}: {answer[key]!r}" for key in SCALARS if key in expected and answer[key] != expected[key]]
    for name in ("errors", "warnings", "totals", "skipped"):
        for entry in expected.get(name, []):
            if not any(all(agrees(value, found.get(key)) for key, value in entry.items()) for found in answer[name]):
                wrong.append(f"{name} without {entry}")
    allowed = {(entry["row"], entry["code"]) for entry in [*expected["errors"], *expected.get("errors_may", [])]}
    wrong += [f"unexpected error {found}" for found in answer["errors"] if (found["row"], found["code"]) not in allowed]
    for entry in expected.get("warnings_absent", []):
        wrong += [f"unexpected warning {entry}"] * any((w["row"], w["code"]) == (entry["row"], entry["code"]) for w in answer["warnings"])
    for entry in expected.get("absent", []):
        wrong += [f"a record of {entry}"] * any(found["row"] == entry["row"] for found in answer["records"][entry["record"]])
    for kind, records in expected["records"].items():
        for record in records:
            if not any(all(agrees(value, found.get(key)) for key, value in record.items()) for found in answer["records"][kind]):
                wrong.append(f"{kind} without {record}")
    return wrong


def expected_of(name: str) -> dict:
    return json.loads((SAMPLES / f"{name}.expected.json").read_text(encoding="utf-8"))


@pytest.fixture
def saved(desk):
    """Save what a sample needs before it."""

    def save(*names: str) -> None:
        for name in names:
            desk.save(SAMPLES / name, good_rows_only=True)

    return save


@pytest.mark.parametrize("kind", ["own", "auto"])
@pytest.mark.parametrize(
    ("name", "needs"),
    [(LEDGER, ()), (CORRECTION, (LEDGER,)), (PLAN, (LEDGER, CORRECTION)), (SUPPORT, (LEDGER, CORRECTION)), (MERGER, ()), (DISPATCH, ()),
     (INDICATORS, ())],
)  # fmt: skip
def test_sample_is_read_as_expected(desk, saved, name, needs, kind):
    saved(*needs)
    expected = expected_of(name)
    batch = desk.read(SAMPLES / name, expected["kind"] if kind == "own" else "auto")
    assert differences(expected, desk.answer(batch)) == []


def test_comparer_finds_a_difference(desk):
    answer = desk.answer(desk.read(SAMPLES / LEDGER))
    expected = expected_of(LEDGER)
    expected["records"]["enterprises"][0]["legal_representative"] = "别人"
    assert len(differences(expected, answer)) == 1


def test_correction_sheet_completes_the_ledger(desk, saved):
    saved(LEDGER, CORRECTION)
    batch = desk.read(SAMPLES / CORRECTION)
    assert (batch.rows_new, batch.rows_changed, batch.rows_unchanged, batch.rows_rejected) == (0, 0, 4, 0)


@pytest.mark.parametrize(("name", "kind", "unchanged", "rejected"), [(SUPPORT, "support", 4, 2), (MERGER, "merger", 7, 0)])
def test_sheet_saved_twice_changes_nothing(desk, saved, name, kind, unchanged, rejected):
    saved(LEDGER, CORRECTION)
    desk.save(SAMPLES / name, kind, good_rows_only=True)
    again = desk.read(SAMPLES / name, kind)
    assert (again.rows_new, again.rows_changed, again.rows_unchanged, again.rows_rejected) == (0, 0, unchanged, rejected)


def test_plan_saved_twice_changes_nothing(desk, saved):
    saved(LEDGER, CORRECTION)
    desk.save(SAMPLES / PLAN, "tech-upgrade", good_rows_only=True)
    again = desk.read(SAMPLES / PLAN, "tech-upgrade")
    assert (again.rows_new, again.rows_changed, again.rows_unchanged, again.rows_rejected) == (0, 0, 5, 1)


def test_dispatch_table_saved_twice_changes_nothing(desk):
    desk.save(SAMPLES / DISPATCH, "investment")
    again = desk.read(SAMPLES / DISPATCH, "investment")
    assert (again.rows_new, again.rows_changed, again.rows_unchanged, again.rows_rejected) == (0, 0, 5, 0)
