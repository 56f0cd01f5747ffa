"""Cells and files that mean harm, or look as if they did: what they come to in the preview, in the records and on the pages.

Which test stands for which input is said in `test_hostile_covered.py`.
"""

from decimal import Decimal

import pytest
from django.contrib import admin
from django.urls import get_resolver, reverse

from enterprises.models import Enterprise, OperatingFigure
from tests.ledgers.conftest import HEADER, ROWS, counts
from tests.ledgers.test_pages import econ_client, upload  # noqa: F401
from tests.sheets import Formula, make_csv, make_ole, make_xlsx
from zone.ledgers.actions import shown_name
from zone.ledgers.folders import folder_of, root
from zone.ledgers.kinds import all_kinds
from zone.ledgers.models import ImportBatch
from zone.models import User

NAME, CODE = ROWS[0][1], ROWS[0][2]
FORMULAS = ("=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1:A9)", "＝1+1", "==1+1", '=HYPERLINK("http://example.invalid","甲")')
RARE = ("营口𠮷龘机械有限公司", "营口😀科技有限公司", "营口葛\U000e0101城有限公司", "营口(ü)ñ有限公司")
INERT = (
    "<script>alert(1)</script>有限公司",
    "{{7*7}}有限公司",
    "${7*7}有限公司",
    "'; DROP TABLE zone_user; --有限公司",
    '"><img src=x onerror=alert(1)>公司',
)


def row(number: int = 1, **cells) -> list:
    """A good row of the ledger with some cells put otherwise."""
    values = dict(zip(HEADER, ROWS[0], strict=True)) | {"序号": number} | cells
    return [values[head] for head in HEADER]


def firm(number: int, name: str, **cells) -> list:
    return row(number, 企业名称=name, 统一社会信用代码=None, **cells)


def codes(answer, kind="errors") -> list[tuple]:
    return [(found["column"], found["code"]) for found in answer[kind]]


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_text_that_looks_like_a_formula_is_kept_as_text(desk, tmp_path, suffix):
    rows = [firm(number, f"营口第{number}有限公司", 备注=text) for number, text in enumerate(FORMULAS, 1)]
    path = desk.sheet(*rows) if suffix == "xlsx" else make_csv(tmp_path / "台账.csv", ["企业台账（2016年1-3月） 单位：万元"], HEADER, *rows)
    batch = desk.save(path)
    assert counts(batch) == (len(FORMULAS), 0, 0, 0)
    assert list(Enterprise.objects.order_by("pk").values_list("remarks", flat=True)) == list(FORMULAS)
    assert counts(desk.read(path)) == (0, 0, len(FORMULAS), 0)


def test_value_of_a_formula_is_taken_and_one_never_calculated_is_an_error(desk):
    batch = desk.read(desk.sheet(row(从业人员=Formula("=200+15", 215)), firm(2, "营口乙有限公司", 从业人员=Formula("=1+1"))))
    answer = desk.answer(batch)
    assert codes(answer) == [("F", "formula_not_calculated")]
    assert [figure["employees"] for figure in answer["records"]["operating-figures"]] == [215]


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?"])
def test_error_of_a_formula_keeps_its_row_out(desk, error):
    key = "1-3月主营业务收入"
    answer = desk.answer(desk.read(desk.sheet(row(**{key: Formula("=1/0", error)}))))
    assert codes(answer) == [("E", "formula_error")]


def test_rare_characters_are_kept_exactly(desk):
    desk.save(desk.sheet(*(firm(number, name) for number, name in enumerate(RARE, 1))))
    assert list(Enterprise.objects.order_by("pk").values_list("name", flat=True)) == list(RARE)


def test_controls_that_turn_a_line_round_are_refused_and_invisible_characters_dropped(desk):
    answer = desk.answer(desk.read(desk.sheet(firm(1, "营口\u202e司公限有甲"), firm(2, "营口\u200b乙\ufeff有限公司\xa0"))))
    assert codes(answer) == [("B", "bad_characters")]
    assert [record["name"] for record in answer["records"]["enterprises"]] == ["营口乙有限公司"]


@pytest.mark.parametrize("character", ["\u202e", *(pytest.param(character, marks=pytest.mark.slow) for character in "\x07\ufffd")])
@pytest.mark.parametrize("place", [(0, 0), (1, 0), (2, 1), (2, 4), (3, 0), (3, 6), (4, 0), (5, 0), (5, 1)], ids=str)
def test_no_place_of_a_sheet_makes_a_bad_character_more_than_a_sentence(desk, tmp_path, place, character):
    """In the title, the unit line, the header, a cell, a heading, a total, a note: a preview or a refusal, never a traceback."""
    at, column = place
    lines = [
        ["企业台账（2016年1-3月）"],
        ["单位：万元"],
        list(HEADER),
        list(ROWS[0]),
        ["一、装备制造业"],
        ["合计", "注：数据为快报数", None, None, 2960, 215],
    ]
    lines[at][column] = f"{lines[at][column]}{character}"
    batch = desk.read(make_csv(tmp_path / "台账.csv", *lines))
    assert batch.state in ("previewed", "refused")
    if batch.state == "refused":
        assert batch.refusal["code"] in ("unrecognised", "not_this_kind", "no_header", "encoding")


def test_another_width_of_brackets_is_the_same_firm(desk):
    desk.save(desk.sheet(firm(1, "高新（营口）１２３有限公司")))
    answer = desk.answer(desk.read(desk.sheet(firm(1, "高新(营口)123 有限公司"))))
    assert Enterprise.objects.get().name == "高新（营口）１２３有限公司"
    assert [record["action"] for record in answer["records"]["enterprises"]] == ["unchanged"]


@pytest.mark.parametrize("text", ["1,234.50", "1 234.50", "1234.5万元", "￥1234.5万", "１２３４．５", "0.12345亿元"])
def test_number_as_text_is_told_in_the_columns_unit(desk, text):
    desk.save(desk.sheet(row(**{"1-3月主营业务收入": text})))
    assert OperatingFigure.objects.get().principal_revenue == Decimal("1234.5")


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "1e400", "1_000", "TRUE", True, "1.5", -3, "９e９９"])
def test_what_is_no_number_of_people_is_refused(desk, value):
    answer = desk.answer(desk.read(desk.sheet(row(从业人员=value))))
    assert [column for column, _code in codes(answer)] == ["F"]


@pytest.mark.parametrize("value", [1e20, "99999999999999999999", 10**15, "1e15亿元"])
def test_amount_that_no_database_holds_is_an_error_of_its_cell(desk, value):
    batch = desk.read(desk.sheet(row(**{"1-3月主营业务收入": value})))
    assert codes(desk.answer(batch)) == [("E", "not_a_number")]


@pytest.mark.parametrize("code", [9.12108e17, "9.12108E+17", CODE[:-1] + "0", "91210800O00001011R", CODE[:-1]])
def test_wrong_credit_code_is_refused(desk, code):
    answer = desk.answer(desk.read(desk.sheet(row(统一社会信用代码=code))))
    assert [column for column, _code in codes(answer)] == ["C"]


def test_credit_code_in_small_letters_is_the_same(desk):
    desk.save(desk.sheet(row(统一社会信用代码=f" {CODE.lower()} ")))
    assert Enterprise.objects.get().credit_code == CODE


def test_month_in_the_future_is_refused(desk):
    title = ["营口国家高新区企业台账（2016年1-9月）", "单位：万元"]
    header = [head.replace("1-3月", "1-9月") for head in HEADER]
    answer = desk.answer(desk.read(desk.sheet(ROWS[0], header=header, title=title)))
    assert {code for _column, code in codes(answer)} == {"future_period"}


def test_hidden_and_doubled_columns_and_an_unknown_one_are_told(desk):
    header = [*HEADER[:-1], "从业人员", "幸运数字"]
    answer = desk.answer(desk.read(desk.sheet([*ROWS[0][:-1], 1, 7], header=header, hidden_columns=["E"])))
    assert ("H", "duplicate_column") in codes(answer, "warnings")
    assert "幸运数字" in str(answer["unmapped_columns"])
    assert [figure["principal_revenue"] for figure in answer["records"]["operating-figures"]] == [2960]


def test_overlong_cells_are_cut_or_refused_by_what_they_are(desk):
    answer = desk.answer(desk.read(desk.sheet(firm(1, "营" * 121), firm(2, "营口乙有限公司", 备注="备" * 32_000))))
    assert (codes(answer), codes(answer, "warnings")) == ([("B", "text_too_long")], [("H", "text_truncated")])


def test_markup_and_code_in_a_cell_stay_words_on_every_page(econ_client, desk):  # noqa: F811
    path = desk.sheet(*(firm(number, name) for number, name in enumerate(INERT, 1)))
    upload(econ_client, path)
    batch = ImportBatch.objects.get()
    pages = [econ_client.get(batch.get_absolute_url())]
    answer = econ_client.post(reverse("ledgers:batch-commit", args=[batch.pk]), {"rows": "all"})
    pages += [econ_client.get(answer["Location"]), econ_client.get(reverse("enterprises:enterprise-list"))]
    assert list(Enterprise.objects.order_by("pk").values_list("name", flat=True)) == list(INERT)
    for page in pages:
        text = page.content.decode()
        assert "<script>alert(1)</script>" not in text
        assert "<img src=x" not in text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;有限公司" in text
        assert "{{7*7}}有限公司" in text
        assert "49有限公司" not in text
    assert User.objects.exists()


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../x.xlsx", "x.xlsx"),
        ("C:\\tmp\\CON.xlsx", "CON.xlsx"),
        ("甲\n乙\r.xlsx", "甲乙.xlsx"),
        (f"{'长' * 300}.xlsx", f"{'长' * 195}.xlsx"),
    ],
)
def test_name_of_a_file_is_shown_in_one_short_line(sent, kept):
    assert shown_name(sent) == kept


def test_password_is_answered_with_how_to_save_the_file(econ_client, tmp_path):  # noqa: F811
    path = make_ole(tmp_path / "加密.xlsx", {"EncryptedPackage": b"x" * 600, "EncryptionInfo": b"y" * 100})
    page = econ_client.get(upload(econ_client, path)["Location"]).content.decode()
    assert "文件设有密码保护。请在 Excel 或 WPS 中取消密码后重新上传。" in page


@pytest.mark.parametrize("kind", ["damaged", "encrypted", "html", "empty"])
def test_refused_file_leaves_nothing_behind(econ_client, tmp_path, kind):  # noqa: F811
    path = tmp_path / "坏.xlsx"
    if kind == "encrypted":
        make_ole(path, {"EncryptedPackage": b"x" * 600, "EncryptionInfo": b"y" * 100})
    else:
        path.write_bytes(
            {"damaged": make_xlsx(tmp_path / "a.xlsx", HEADER, *ROWS).read_bytes()[:-900], "html": b"<html><table>", "empty": b""}[kind]
        )
    upload(econ_client, path)
    batch = ImportBatch.objects.get()
    assert (batch.state, batch.refusal["code"], batch.wiped_at is not None) == ("refused", kind, True)
    assert (Enterprise.objects.count(), Enterprise.history.count(), OperatingFigure.objects.count()) == (0, 0, 0)
    assert [entry for entry in root().rglob("*") if entry.is_file() and entry.name != "turn"] == []


def test_refusal_that_can_be_mended_keeps_the_file(econ_client, desk):  # noqa: F811
    upload(econ_client, desk.sheet([1, 2], header=["甲", "乙"], title=["什么都不是"]))
    batch = ImportBatch.objects.get()
    assert (batch.state, batch.wiped_at, (folder_of(batch) / "upload").is_file()) == ("refused", None, True)


def test_no_sheet_reaches_accounts_keys_or_what_the_house_keeps_itself():
    never = {"id", "version", "is_superuser", "is_staff", "password", "created_at", "entered_by_id"}
    resources = [resource for kind in all_kinds().values() for resource in kind.resources]
    assert resources
    for resource in resources:
        assert resource.model._meta.app_label not in ("auth", "sessions", "axes", "admin", "otp_totp"), resource
        assert resource.model is not User
        assert never.isdisjoint(resource.columns), resource


def test_pages_of_import_export_are_reachable_nowhere():
    def views(patterns):
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                yield from views(pattern.url_patterns)
            else:
                yield pattern.callback

    modules = {getattr(view, "__module__", "") for view in views(get_resolver().url_patterns)}
    assert not [name for name in modules if name.startswith("import_export")]
    bases = {base.__module__.partition(".")[0] for site in admin.site._registry.values() for base in type(site).__mro__}
    assert "import_export" not in bases
