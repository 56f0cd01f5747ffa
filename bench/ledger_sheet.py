"""An enterprise ledger of 15 columns as an office sends it, of any length; one row in a hundred is wrong in one of five ways."""

import random
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter

from bench.crowd import GIVEN, TRADES
from zone.lib.credit_code import check_character

MONTH = "2016-06"
HEADER = (
    "企业名称", "统一社会信用代码", "所属区域", "所属产业", "法定代表人", "联系人", "联系电话", "是否规上", "是否高新技术企业", "经营状态",
    "注册资本", "1-6月主营业务收入", "1-6月工业总产值", "1-6月实缴税费", "从业人员",
)  # fmt: skip
TITLES = ("营口国家高新区企业台账（2016年1-6月）", "填报单位：经济发展局        单位：万元")
PEOPLE = ("张伟", "王芳", "李娜", "刘洋", "陈静", "杨帆", "赵磊", "黄敏")
STATES = ("正常", "正常生产", "停产", "半停产")
DISTRICTS, CLUSTERS = ("高新区", "西市区", "沿海基地"), ("装备制造业", "新材料产业", "数字化产业", "科技服务业")


def rows_of(count: int, *, wrong: bool) -> Iterator[list]:
    """The same rows every time: `wrong` puts an error into every hundredth."""
    dice = random.Random(20160630)
    for number in range(count):
        above = dice.random() < 0.1
        revenue = round(dice.uniform(2_000, 90_000) if above else dice.uniform(5, 1_999), 2)
        body = f"91210800MA{number:07}"
        row = [
            f"营口{dice.choice(GIVEN)}{dice.choice(TRADES)}第{number}有限公司", body + check_character(body), dice.choice(DISTRICTS),
            dice.choice(CLUSTERS), dice.choice(PEOPLE), dice.choice(PEOPLE), f"1390417{dice.randrange(10_000):04}", "是" if above else "否",
            dice.choice("是否"), dice.choice(STATES), dice.randrange(50, 50_000), revenue, round(revenue * dice.uniform(1, 1.4), 2),
            round(revenue * dice.uniform(0.01, 0.08), 2), dice.randrange(3, 900),
        ]  # fmt: skip
        if wrong and number % 100 == 50:
            _spoil(row, number // 100 % 5)
        yield row


def _spoil(row: list, way: int) -> None:
    """A code with a wrong check character, no name, an unknown district, words for a number, less than nobody at work."""
    column, value = ((1, row[1][:-1] + ("0" if row[1][-1] != "0" else "1")), (0, None), (2, "海淀区"), (11, "见附表"), (14, -5))[way]
    row[column] = value


def write_sheet(path: Path, count: int, *, titles: bool = True, wrong: bool = True) -> Path:
    """Write the ledger and return its path; without titles it is what import-export reads."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        page = book.add_worksheet("企业台账")
        lines = TITLES if titles else ()
        for at, text in enumerate(lines):
            page.merge_range(at, 0, at, len(HEADER) - 1, text)
        page.write_row(len(lines), 0, HEADER)
        for at, row in enumerate(rows_of(count, wrong=wrong), len(lines) + 1):
            page.write_row(at, 0, row)
    return path
