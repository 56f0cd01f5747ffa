import pytest

from tests.lib.vocabularies import ENTERPRISES, SUPPORT
from tests.sheets import Formula, make_csv, make_xlsx
from zone.lib.layout import understand
from zone.lib.refusals import Refused
from zone.lib.row_marks import is_note, is_total, section_marker
from zone.lib.rows import classify_rows
from zone.lib.sheet_reader import read_workbook

HEADER = ["序号", "企业名称", "统一社会信用代码", "联系人", "从业人员"]


def rows_of(path, vocabulary=ENTERPRISES):
    sheet = read_workbook(path, shown_name=path.name).sheets[0].sheet
    return list(classify_rows(sheet, understand(sheet, vocabulary), vocabulary))


def reasons(rows) -> dict[int, str]:
    return {row.number: row.reason for row in rows}


def test_sections_nest_by_their_numbering(tmp_path):
    path = make_csv(
        tmp_path / "a.csv", HEADER, ["一、装备制造业（162户）"], ["（一）数控机床"], ["1", "甲"], ["（二）阀门"],
        ["2", "乙"],
        ["二、新材料"], ["3", "丙"],
    )  # fmt: skip

    assert [(row.number, row.sections) for row in rows_of(path) if row.reason == "data"] == [
        (4, ("一、装备制造业（162户）", "（一）数控机床")),
        (6, ("一、装备制造业（162户）", "（二）阀门")),
        (8, ("二、新材料",)),
    ]


def test_section_may_be_a_merged_line_or_carry_figures_of_its_own(tmp_path):
    path = make_xlsx(
        tmp_path / "a.xlsx", HEADER, ["在建项目", None, None, None, None], [1, "甲", "乙", "丙", 5],
        [None, "一、装备制造业", "12户", None, 880], [2, "丁", "戊", "己", 6],
        merges=["A2:E2"],
    )  # fmt: skip

    assert reasons(rows_of(path)) == {2: "section", 3: "data", 4: "section", 5: "data"}


@pytest.mark.parametrize(
    ("heading", "found"),
    [
        (["一", "在建项目（1个）", None, None, 880], "section"),
        (["（二）", None, "新开工项目1个", None, 880], "section"),
        (["二", "装备制造业", "高新区", None, 880], "section"),
        ([None, "新材料企业（3户）", None, None, 880], "section"),
        ([None, "装备制造业", None, None, 880], "section"),
        ([None, "营口乙阀门厂", None, None, 880], "data"),
        ([2, "停产企业（12户）", None, None, 880], "data"),
        ([None, "营口乙阀门厂（二期）", None, None, 880], "data"),
        ([None, "新材料企业（3户）", "A", None, 880], "data"),
        ([None, None, None, "装备制造业", 880], "data"),
        (["一", "营口乙阀门厂", "A", "李", 880], "data"),
    ],
)
def test_heading_with_figures_is_no_record(tmp_path, heading, found):
    path = make_xlsx(tmp_path / "a.xlsx", HEADER, heading, [1, "甲", "A", "李", 5])
    sheet = read_workbook(path, shown_name=path.name).sheets[0].sheet
    rows = list(classify_rows(sheet, understand(sheet, ENTERPRISES), ENTERPRISES, {"装备制造业"}.__contains__))

    assert reasons(rows) == {2: found, 3: "data"}


def test_headings_without_a_number_stand_inside_numbered_ones(tmp_path):
    path = make_xlsx(
        tmp_path / "a.xlsx", HEADER, ["一", "装备", None, None, 5], [None, "高新区（1户）", None, None, 5], [1, "甲", "A", "李", 5],
        [None, "西市区（1户）", None, None, 5], [2, "乙", "B", "李", 5], ["二", "新材料", None, None, 5], [3, "丙", "C", "李", 5],
    )  # fmt: skip

    assert [row.sections for row in rows_of(path) if row.reason == "data"] == [
        ("一装备", "高新区（1户）"),
        ("一装备", "西市区（1户）"),
        ("二新材料",),
    ]


def test_merged_cells_fill_down_inside_their_own_range_only(tmp_path):
    header = ["序号", "包扶领导", "职务", "包扶企业"]
    path = make_xlsx(
        tmp_path / "a.xlsx",
        header,
        [1, "赵甲明", "主任", "甲"],
        [None, None, None, "乙"],
        [None, None, None, "丙"],
        merges=["B2:B3"],
    )
    rows = rows_of(path, SUPPORT)

    assert [row.values for row in rows] == [
        [1, "赵甲明", "主任", "甲"],
        [None, "赵甲明", None, "乙"],
        [None, None, None, "丙"],
    ]
    assert [(row.source(2), row.source(4)) for row in rows] == [(2, 2), (2, 3), (4, 4)]


@pytest.mark.parametrize("ditto", ["同上", "〃", " 〃 ", '"', "”"])
def test_ditto_copies_from_the_record_above_whatever_stands_between(tmp_path, ditto):
    path = make_xlsx(
        tmp_path / "a.xlsx", HEADER, [1, "甲", "A", "李丁松 139", 5], ["小计", None, None, "无", 5],
        [2, "乙", "B", ditto, 6],
        [3, "丙", "C", ditto, 7],
    )  # fmt: skip
    rows = [row for row in rows_of(path) if row.reason == "data"]

    assert [row.values[3] for row in rows] == ["李丁松 139"] * 3
    assert [row.source(4) for row in rows] == [2, 2, 2]


def test_totals_notes_and_signatures_are_no_data(tmp_path):
    path = make_xlsx(
        tmp_path / "a.xlsx", HEADER, [1, "营口合计会计服务有限公司", "A", "李", 5], [None, "小 计", None, None, 5],
        ["合计", "280户", None, None, Formula("=SUM(E2:E2)")], ["其中：规上", None, None, None, 3],
        ["总计（含基地）", None, None, None, 5],
        ["注：1.☆为市级重点企业；"], ["2.2015年数据为快报数。"], ["填表人：冯戌宁", None, "审核：褚亥山"],
        [None, "单位负责人（签字）："],
    )  # fmt: skip

    assert reasons(rows_of(path)) == {
        2: "data", 3: "total", 4: "total", 5: "total", 6: "total", 7: "note", 8: "note", 9: "note", 10: "note",
    }  # fmt: skip
    assert [row.text for row in rows_of(path)][1:3] == ["小 计    5", "合计    280户"]


def test_repeated_header_is_told_and_the_table_goes_on(tmp_path):
    path = make_csv(tmp_path / "a.csv", HEADER, ["1", "甲", "A", "", "5"], [], ["企业台账（续）"], HEADER, ["2", "乙", "B", "", "6"])

    assert reasons(rows_of(path)) == {2: "data", 4: "header", 5: "header", 6: "data"}


@pytest.mark.parametrize(
    "second",
    [
        [["附表：分区汇总"], ["区域", "户数", "产值"], ["高新区", "2", "3"]],
        [["企业名称", "统一社会信用代码", "备注"], ["甲", "A", "迁出"]],
    ],
)
def test_second_table_below_is_left_alone(tmp_path, second):
    numbers = [[int(cell) if cell.isdigit() else cell for cell in row] for row in second]
    path = make_xlsx(tmp_path / "a.xlsx", HEADER, [1, "甲", "A", "李", 5], ["合计", None, None, None, 5], [], *numbers)

    assert list(reasons(rows_of(path)).values()) == ["data", "total"] + ["other_table"] * len(second)


SWAPPED = ["序号", "统一社会信用代码", "企业名称", "联系人", "从业人员"]
MONEY = ["序号", "企业名称", "统一社会信用代码", "主营业务收入（万元）", "从业人员"]


@pytest.mark.parametrize(
    ("header", "between", "again"),
    [
        (HEADER, [], SWAPPED),
        (HEADER, ["续表"], SWAPPED),
        (HEADER, [None], SWAPPED),
        (HEADER, ["合计", None, None, None, 5], SWAPPED),
        (HEADER, ["二、新材料"], ["序号", "企业名称", "统一社会信用代码", "法定代表人", "从业人员"]),
        (MONEY, ["二、新材料"], [*MONEY[:3], "主营业务收入（亿元）", "从业人员"]),
    ],
)
def test_header_of_another_order_or_unit_is_refused(tmp_path, header, between, again):
    path = make_xlsx(tmp_path / "a.xlsx", header, [1, "甲", "A", 4, 5], between, again, [2, "乙", "B", 4, 6])

    with pytest.raises(Refused) as refused:
        rows_of(path)
    assert (refused.value.code, refused.value.params) == ("other_header", {"row": 4, "first": 1})


def test_header_of_two_rows_of_another_order_is_refused(tmp_path):
    groups = ["企业名称", "统一社会信用代码", "工业总产值（万元）", None]
    first, other = [None, None, "1-3月", "同比"], [None, None, "同比", "1-3月"]
    rows = [["甲", "A", 4, 5], groups, other, ["乙", "B", 4, 6]]
    merges = ["A1:A2", "B1:B2", "C1:D1", "A4:A5", "B4:B5", "C4:D4"]
    path = make_xlsx(tmp_path / "a.xlsx", groups, first, *rows, merges=merges)
    same = make_xlsx(tmp_path / "b.xlsx", groups, first, rows[0], groups, first, rows[3], merges=merges)

    with pytest.raises(Refused) as refused:
        rows_of(path)
    assert (refused.value.code, refused.value.params["row"]) == ("other_header", 5)
    assert reasons(rows_of(same)) == {3: "data", 4: "header", 5: "header", 6: "data"}


@pytest.mark.parametrize("again", [HEADER, [*HEADER[:4], "从业人员（人）"], [*HEADER[:1], "单位名称", *HEADER[2:]], HEADER[:4]])
def test_header_in_other_words_for_the_same_columns_goes_on(tmp_path, again):
    path = make_xlsx(tmp_path / "a.xlsx", HEADER, [1, "甲", "A", "李", 5], again, [2, "乙", "B", "王", 6])

    assert reasons(rows_of(path)) == {2: "data", 3: "header", 4: "data"}


@pytest.mark.parametrize(
    ("said", "again", "found"),
    [
        ("单位：亿元", "二、新材料", None),
        ("单位：万元", "二、新材料", "section"),
        ("单位：万元", None, "header"),
        ("单位：亿元", None, None),
    ],
)
def test_unit_below_the_header_that_says_another_is_refused(tmp_path, said, again, found):
    rows = [[1, "甲", "A", 4, 5], [again, None, None, None, said], [2, "乙", "B", 4, 6]]
    path = make_xlsx(tmp_path / "a.xlsx", ["单位：万元"], [*MONEY[:3], "主营业务收入", "从业人员"], *rows)

    if found:
        assert reasons(rows_of(path)) == {3: "data", 4: found, 5: "data"}
        return
    with pytest.raises(Refused) as refused:
        rows_of(path)
    assert (refused.value.code, refused.value.params) == ("other_unit", {"row": 4, "unit": "亿元"})


def test_blank_and_merely_numbered_rows_are_not_listed_but_rows_with_an_error_are(tmp_path):
    path = make_xlsx(
        tmp_path / "a.xlsx",
        HEADER,
        [1, "甲", "A", "李", 5],
        [],
        [None, "  "],
        [2],
        [3, None, None, None, Formula("=1/0", "#DIV/0!")],
    )

    assert reasons(rows_of(path)) == {2: "data", 6: "data"}


def test_record_of_which_only_the_name_is_known_stays_a_record(tmp_path):
    path = make_xlsx(tmp_path / "a.xlsx", HEADER, [1, "甲", "A", "李", 5], [None, "营口乙阀门厂"], [4, "停产企业（12户，名单另附）"])

    assert reasons(rows_of(path)) == {2: "data", 3: "data", 4: "data"}


def test_words_of_totals_notes_and_headings():
    totals = ["小计", "合 计", "总计：", "合计（5户）", "新材料小计", "全区总计", "合计6个项目", "其中：设备", "共18户"]
    records = ["营口合计会计服务有限公司", "其中营子村项目", "设计", "1-6月累计", "共创装备有限公司"]
    notes = [
        "注：数据为快报数",
        "注1.…",
        "说明：略",
        "备注: x",
        "填表人：冯",
        "审核人（签字）：",
        "制表：冯戌宁   审核：褚",
        "联系电话：0417",
    ]
    names = ["注塑机项目", "说明书印刷厂", "审核通过", "联系电话", "营口制表社"]

    assert [text for text in totals + records if is_total(text)] == totals
    assert [text for text in notes + names if is_note(text)] == notes
    headings = ["一、甲", "（二）乙", "(三)丙", "1.丁", "第一部分 戊", "一", "2016年", "三区整合"]
    assert [section_marker(text) for text in headings] == [
        "chinese", "bracketed", "bracketed", "digit", "part", "", "", "",
    ]  # fmt: skip
