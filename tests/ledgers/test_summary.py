"""The command's summary says what of the sheet was not read."""

import pytest
from django.core.management import call_command

from tests.ledgers.conftest import HEADER, ROWS


def summary(path, capsys) -> list[str]:
    with pytest.raises(SystemExit, match="0"):
        call_command("import_ledger", "enterprises", str(path))
    return capsys.readouterr().out.splitlines()


def test_columns_and_rows_left_out_are_told(desk, capsys):
    rows = [[*row, "张甲"] for row in ROWS]
    path = desk.sheet(*rows, ["合计", None, None, None, 5110, 303, None, None, None], header=[*HEADER, "工会主席"])
    lines = summary(path, capsys)
    assert lines[1:3] == ["未识别、没有读取的列（1列）：工会主席", "跳过的行：1行"]


def test_where_all_was_read_nothing_is_told(desk, capsys):
    assert not [line for line in summary(desk.sheet(*ROWS), capsys) if line.startswith(("未识别", "跳过"))]
