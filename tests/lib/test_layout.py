import json

import pytest

from tests.lib.vocabularies import ENTERPRISES, INDICATORS, INVESTMENT, KINDS, TECH_UPGRADE
from tests.sheets import make_csv, make_xlsx
from zone.lib.child_process import ROOT
from zone.lib.layout import understand
from zone.lib.letters import column_number, letter
from zone.lib.refusals import Refused
from zone.lib.rows import classify_rows, skipped
from zone.lib.sheet_choice import pick_sheet, score
from zone.lib.sheet_reader import read_workbook
from zone.lib.vocabulary import Column, Vocabulary

EXPECTED = sorted((ROOT / "samples").glob("*.expected.json"))


def workbook(path):
    return read_workbook(path, shown_name=path.name)


def understood(path, vocabulary):
    return understand(workbook(path).sheets[0].sheet, vocabulary)


def mapped(layout) -> dict[str, str]:
    return {match.letter: match.key for match in layout.columns}


@pytest.fixture(params=EXPECTED, ids=lambda path: path.name.removesuffix(".expected.json"))
def sample(request):
    """One sample: what is expected of it, and the choice made among all kinds."""
    expected = json.loads(request.param.read_text(encoding="utf-8"))
    path = request.param.with_name(request.param.name.removesuffix(".expected.json"))
    return expected, pick_sheet(workbook(path), list(KINDS.values()))


def test_every_sample_is_there():
    assert len(EXPECTED) == 7


def test_sample_kind_is_recognised_without_rivals(sample):
    expected, choice = sample

    assert (choice.vocabulary.kind, choice.rivals) == (expected["kind"], ())


def test_sample_layout_is_as_expected(sample):
    expected, choice = sample
    layout = choice.layout
    found = {
        "sheet": choice.info.name,
        "header_row": layout.header_row,
        "header_rows": layout.header_rows,
        "first_data_row": layout.first_data_row,
        "unit": layout.unit.name if layout.unit else None,
        "period": layout.period.key if layout.period else None,
    }
    named = found.keys() & expected.keys()

    assert {"header_row", "header_rows"} <= named
    assert {key: found[key] for key in named} == {key: expected[key] for key in named}
    assert (layout.unmapped, layout.duplicates, layout.missing) == ((), (), ())


def test_sample_rows_are_told_apart(sample):
    expected, choice = sample
    rows = list(classify_rows(choice.info.sheet, choice.layout, choice.vocabulary))
    reasons = {entry["row"]: entry["reason"] for entry in skipped(rows)}
    headings = {row: "total" if row in (10, 11, 13, 15) else "section" for row in reasons}
    wanted = {entry["row"]: entry.get("reason", headings.get(entry["row"])) for entry in expected.get("skipped", [])}

    assert sum(row.reason == "data" for row in rows) == expected["rows_read"]
    assert {row: reason for row, reason in reasons.items() if row in wanted} == wanted
    assert {reason for row, reason in reasons.items() if row not in wanted} <= {"note"}


def test_sample_preambles_name_body_date_and_year(sample):
    _expected, choice = sample
    found = (choice.layout.preamble.body, choice.layout.preamble.date_text, str(choice.layout.preamble.day))

    assert choice.layout.year == 2016
    assert found in {
        ("经济发展局", "2016.4.8", "2016-04-08"),
        ("经济发展局", "2016年4月12日", "2016-04-12"),
        ("经济发展局", "2016年3月15日", "2016-03-15"),
        ("经济发展局", "2016年6月30日", "2016-06-30"),
        ("招商局", "7月3日", "2016-07-03"),
        ("三区整合领导小组办公室", "2016年1月18日", "2016-01-18"),
        ("统计局", "2016年7月12日", "2016-07-12"),
    }


def sample_layout(kind: str, start: str):
    path = next(path for path in (ROOT / "samples").iterdir() if path.name.startswith(start) and path.suffix != ".json")
    return understood(path, KINDS[kind])


def test_headers_of_two_rows_become_paths_with_their_periods():
    columns = {match.letter: match for match in sample_layout("enterprises", "营口高新区规上").columns}

    assert {at: (columns[at].header, columns[at].period.key, columns[at].period.span) for at in "HIJL"} == {
        "H": ("主营业务收入/2015年", "2015-12", "year"),
        "I": ("主营业务收入/1-3月", "2016-03", "ytd"),
        "J": ("工业总产值/1-3月", "2016-03", "ytd"),
        "L": ("实缴税费/1-3月", "2016-03", "ytd"),
    }
    assert (columns["K"].header, columns["K"].key, columns["K"].unit.name) == (
        "工业总产值/同比±%",
        "gross_output_growth",
        "%",
    )
    assert (columns["M"].unit.name, columns["M"].unit_source) == ("人", "line")


def test_header_words_with_a_year_or_a_span_inside_are_read():
    layout = sample_layout("tech-upgrade", "营口高新区2016年技改")

    assert (layout.column("annual_plan").year, layout.column("annual_plan").header) == (2016, "2016年计划投资")
    assert (layout.column("invest_ytd").period.key, layout.column("invest_ytd").letter) == ("2016-06", "K")
    assert layout.column("equipment_investment").header == "总投资/其中:设备"


def test_unit_line_exceptions_reach_their_column_only():
    layout = sample_layout("investment", "2016年6月份")

    columns = [layout.column(key) for key in ("total_investment", "annual_plan")]
    assert [(column.unit.name, column.unit_source) for column in columns] == [
        ("亿元", "exception"), ("万元", "line"),
    ]  # fmt: skip


def test_groups_of_a_csv_reach_the_columns_beside_them():
    layout = sample_layout("indicators", "2016年1-6月")

    assert [(match.letter, match.header) for match in layout.columns_of("district")] == [
        ("J", "其中/高新区"), ("K", "其中/西市区"), ("L", "其中/沿海基地"),
    ]  # fmt: skip


def test_understand_finds_the_header_by_its_words_and_not_by_its_place(tmp_path):
    lines = ["附件1", "营口高新区企业台账", "单位：千元", "", "（2016年第一季度）"]
    header = ["备注", "企业\n名称 *", "统一社会信用代码", "主营业务收入（万元）"]
    path = make_xlsx(tmp_path / "a.xlsx", header, [None, "甲", "乙", 3],
                     title=lines * 3)  # fmt: skip
    layout = understood(path, ENTERPRISES)

    assert (layout.header_row, layout.header_rows, layout.title) == (16, 1, "营口高新区企业台账")
    assert mapped(layout) == {"A": "remarks", "B": "name", "C": "credit_code", "D": "principal_revenue"}
    assert (layout.unit.name, layout.column("principal_revenue").unit.name) == ("千元", "万元")
    assert layout.period.key == "2016-03"


def test_understand_says_what_it_looked_for(tmp_path):
    path = make_xlsx(tmp_path / "a.xlsx", ["姓名", "企业名称", "备注"], *[[1, 2, 3]] * 30, sheet="表")

    with pytest.raises(Refused) as caught:
        understood(path, ENTERPRISES)

    assert (caught.value.code, caught.value.params) == (
        "no_header",
        {"sheet": "表", "words": "企业名称、统一社会信用代码"},
    )


def test_understand_lists_unknown_duplicate_and_missing_columns(tmp_path):
    path = make_csv(
        tmp_path / "a.csv",
        ["序号", "企业名称", "心情", "备注", "企业名称", "从业人员"],
        ["1", "甲", "好", "", "乙", "3"],
    )
    layout = understood(path, ENTERPRISES)

    assert layout.unmapped == (("C", "心情"),)
    assert [(match.letter, match.key) for match in layout.duplicates] == [("E", "name")]
    assert layout.missing == ("统一社会信用代码",)


def test_understand_reads_headers_of_three_rows_and_neutral_groups(tmp_path):
    path = make_xlsx(
        tmp_path / "a.xlsx",
        ["序号", "项目基本情况", None, "总投资", None, None, "备注"],
        [None, "企业名称", "项目名称", "合计", "其中", None, None],
        [None, None, None, None, "设备", "土建", None],
        [1, "甲", "乙", 10, 6, 4, None],
        merges=["A1:A3", "B1:C1", "B2:B3", "C2:C3", "D1:F1", "D2:D3", "E2:F2", "G1:G3"],
    )
    layout = understood(path, TECH_UPGRADE)

    assert (layout.header_row, layout.header_rows, layout.first_data_row) == (1, 3, 4)
    assert mapped(layout) == {"A": "serial", "B": "enterprise", "C": "name", "D": "total_investment",
                              "E": "equipment_investment", "G": "remarks"}  # fmt: skip
    assert layout.unmapped == (("F", "总投资/其中/土建"),)


def test_understand_does_not_take_the_first_record_for_a_header(tmp_path):
    path = make_csv(tmp_path / "a.csv", ["项目名称", "项目阶段", "投资方", "手续办理"], ["甲", "在建", "乙", "备案"])

    assert understood(path, INVESTMENT).header_rows == 1


def test_spans_before_and_after_the_figure_mean_the_same(tmp_path):
    path = make_csv(
        tmp_path / "a.csv", ["2016年1-6月企业台账"],
        ["企业名称", "1—6月主营业务收入", "上年主营业务收入", "本月工业总产值", "同比", "2015年度主营业务收入(万元)"],
    )  # fmt: skip
    columns = understood(path, ENTERPRISES).columns

    assert [(match.letter, match.key, match.period and (match.period.key, match.period.span)) for match in columns] == [
        ("A", "name", None),
        ("B", "principal_revenue", ("2016-06", "ytd")),
        ("C", "principal_revenue", ("2015-12", "year")),
        ("D", "gross_output", ("2016-06", "month")),
        ("E", "gross_output_growth", None),
    ]


def test_vocabulary_keeps_remarks_that_say_which_figure_is_meant():
    words = Vocabulary("x", (Column("name", ("项目名称",)), Column("plan", ("投资",)), Column("any", ("手续/{any}",))))

    assert words.match(["项目名称（全称）"])[0].key == "name"
    assert words.match(["投资（上年同期）"]) is None
    assert words.match(["手续", "环评"]) == (words.columns[2], {"any": "环评"})
    assert words.match(["上年同期", "投资"]) is None


def test_pick_sheet_takes_the_best_visible_sheet_and_names_the_others(tmp_path):
    table = [["企业名称", "统一社会信用代码", "从业人员"], ["甲", "乙", 3]]
    path = make_xlsx(tmp_path / "a.xlsx", ["说明"], sheet="封面", others={"旧": table, "台账": table, "空": []}, hidden_sheets=["旧"])
    choice = pick_sheet(workbook(path), [ENTERPRISES])

    assert (choice.info.name, choice.others) == ("台账", ("封面", "旧"))
    assert pick_sheet(workbook(path), [ENTERPRISES], wanted="旧").info.name == "旧"
    with pytest.raises(Refused) as caught:
        pick_sheet(workbook(path), [ENTERPRISES], wanted="新")
    assert caught.value.code == "unknown_sheet"


def test_pick_sheet_says_a_tie_instead_of_guessing(tmp_path):
    one = Vocabulary("one", ENTERPRISES.columns, ("台账",))
    other = Vocabulary("other", ENTERPRISES.columns, ("名册",))
    header = ["企业名称", "统一社会信用代码", "从业人员"]
    silent = make_xlsx(tmp_path / "a.xlsx", header, ["甲", "乙", 3])
    speaking = make_xlsx(tmp_path / "b.xlsx", header, ["甲", "乙", 3], title="企业名册")

    assert (pick_sheet(workbook(silent), [one, other]).rivals) == ("other",)
    chosen = pick_sheet(workbook(speaking), [one, other])
    assert (chosen.vocabulary.kind, chosen.rivals) == ("other", ())


def test_score_is_nothing_where_no_header_is_found():
    sheet = workbook(next((ROOT / "samples").glob("*.xls"))).sheets[0].sheet

    assert {kind: round(score(sheet, words), 2) > 0.6 for kind, words in KINDS.items()} == {
        "enterprises": False, "support": True, "tech-upgrade": False, "investment": False, "merger": False,
        "indicators": False,
    }  # fmt: skip
    assert score(sheet, INDICATORS) == 0.0


def test_letters_are_those_of_the_screen():
    assert [letter(column) for column in (1, 26, 27, 52, 702, 703, 16_384)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "ZZ",
        "AAA",
        "XFD",
    ]
    assert [column_number(letter(column)) for column in range(1, 16_385)] == list(range(1, 16_385))
    for wrong in ("", "A1", "ABCD", "甲"):
        with pytest.raises(ValueError, match=f"^{wrong}$"):
            column_number(wrong)


@pytest.mark.parametrize(
    ("line", "title", "period"),
    [
        (["2016年1-6月企业台账（单位：千元）"], "2016年1-6月企业台账", "2016-06"),
        (["2016年1-6月企业台账", "单位：千元"], "2016年1-6月企业台账", "2016-06"),
        (["2016年1-6月企业台账（单位 千元）"], "2016年1-6月企业台账（单位 千元）", "2016-06"),
        (["2016年1-6月企业台账    填报单位：经发局    单位：千元"], "2016年1-6月企业台账", "2016-06"),
        (["经济发展局    2016年7月5日    单位：千元"], "", None),
        (["填报单位：经发局    2016年7月    单位：千元"], "", None),
        (["包抓单位：经发局    2016年7月    单位：千元"], "", None),
    ],
)
def test_title_that_shares_its_line_with_the_unit_keeps_its_month(tmp_path, line, title, period):
    header = ["企业名称", "统一社会信用代码", "主营业务收入"]
    layout = understood(make_csv(tmp_path / "表.csv", line, header, ["甲", "乙", 3]), ENTERPRISES)

    assert (layout.title, layout.period and layout.period.key, layout.unit.name) == (title, period, "千元")


PROJECT = ["企业名称", "项目名称", "总投资", "2016年计划投资", "1-6月完成投资"]


@pytest.mark.parametrize("row", [[None, None, "（亿元）", "（万元）", "（万元）"], ["单位", "—", "亿元", "万元", "万元"]])
@pytest.mark.parametrize("merges", [(), ("A1:A2", "B1:B2")])
def test_row_of_units_below_the_header_says_the_units_of_its_columns(tmp_path, row, merges):
    cells = [None, None, *row[2:]] if merges else row
    layout = understood(make_xlsx(tmp_path / "a.xlsx", PROJECT, cells, ["甲", "乙", 1.2, 5000, 1000], merges=merges), TECH_UPGRADE)

    assert (layout.header_row, layout.header_rows, layout.unmapped) == (1, 2, ())
    assert [match.unit and match.unit.name for match in layout.columns] == [None, None, "亿元", "万元", "万元"]
    assert layout.column("total_investment").header == "总投资（亿元）"


def test_row_of_units_tells_money_from_growth_and_from_a_count(tmp_path):
    rows = [["企业名称", "统一社会信用代码", "工业总产值", "同比", "从业人员"], [None, None, "千元", "%", "人"], ["甲", "乙", 3, 5, 7]]
    layout = understood(make_xlsx(tmp_path / "a.xlsx", *rows), ENTERPRISES)

    assert [(match.key, match.unit.name) for match in layout.columns[2:]] == [
        ("gross_output", "千元"), ("gross_output_growth", "%"), ("employees", "人"),
    ]  # fmt: skip


def test_percent_below_a_figure_is_not_its_unit(tmp_path):
    rows = [["企业名称", "统一社会信用代码", "工业总产值", None, "从业人员"], [None, None, "亿元", "%", None], ["甲", "乙", 3, 5, 7]]
    layout = understood(make_xlsx(tmp_path / "a.xlsx", *rows, merges=["C1:D1", "A1:A2", "B1:B2", "E1:E2"]), ENTERPRISES)

    assert (mapped(layout), layout.unmapped) == (
        {"A": "name", "B": "credit_code", "C": "gross_output", "E": "employees"}, (("D", "工业总产值/%"),),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("heads", "hidden", "read"),
    [
        (["总投资（万美元）", "总投资"], (), "D"),
        (["总投资", "总投资（万美元）"], (), "C"),
        (["总投资（万元）", "总投资（万元）"], ("C",), "D"),
        (["总投资（万元）", "总投资（万元）"], (), "C"),
        (["总投资（万美元）", "总投资"], ("D",), "D"),
    ],
)
def test_of_twins_the_one_that_is_seen_and_in_the_currency_meant_is_read(tmp_path, heads, hidden, read):
    path = make_xlsx(tmp_path / "a.xlsx", ["企业名称", "项目名称", *heads], ["甲", "乙", 200, 1300], hidden_columns=hidden)
    layout = understood(path, TECH_UPGRADE)

    assert layout.column("total_investment").letter == read
    assert [match.letter for match in layout.duplicates] == ["C" if read == "D" else "D"]
