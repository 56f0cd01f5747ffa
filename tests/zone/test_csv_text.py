"""CSV that no spreadsheet takes for a formula, and that comes back as it was."""

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zone.lib.csv_text import BOM, csv_lines, escaped, unescaped

FORMULAS = ["=1+1", "==1+1", "+cmd|' /C calc'!A0", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", " =1", "|x", "-", "'=1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_formulas_are_marked(text):
    assert escaped(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "营口", "-5", "+3.5", "-1,234.50", "12%", "'quoted'", "a=b", "2016-07-05"])
def test_plain_text_and_numbers_stay(text):
    assert escaped(text) == text


@given(st.text())
def test_every_text_comes_back(text):
    assert unescaped(escaped(text)) == text


def test_lines_open_in_a_spreadsheet():
    text = "".join(csv_lines([["名称", "数"], ["=1+1", -5], [None, '引"号']]))
    assert text.startswith(BOM)
    assert list(csv.reader(io.StringIO(text.removeprefix(BOM)))) == [["名称", "数"], ["'=1+1", "-5"], ["", '引"号']]


def test_figures_are_written_without_idle_zeros():
    row = [Decimal("405.0000"), Decimal("-16223.6500"), Decimal("0E-4"), Decimal(1200), "405.0000"]
    assert "".join(csv_lines([row])).removeprefix(BOM).strip() == "405,-16223.65,0,1200,405.0000"
