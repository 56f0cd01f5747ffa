"""Which tests stand for the hostile inputs that the house promises to withstand, and for what import-export's own parts got wrong.

Both tables are checked: no line is without a test, and every test named is there.
"""

import ast
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent.parent
HERE, READER, TYPE = "ledgers/test_hostile", "lib/test_sheet_reader_hostile", "lib/test_filetype"

# The input, and where it is tried.
HOSTILE = {
    1: ("text that begins as a formula", HERE, "test_text_that_looks_like_a_formula_is_kept_as_text"),
    2: ("==1+1", "lib/test_sheet_writer", "test_no_text_becomes_a_formula_a_link_or_a_number"),
    3: ("formulas with and without a result", HERE, "test_value_of_a_formula_is_taken_and_one_never_calculated_is_an_error"),
    4: ("#REF!, #N/A, #DIV/0!", HERE, "test_error_of_a_formula_keeps_its_row_out"),
    5: ("zip bomb", TYPE, "test_recognise_refuses_unsafe_zips_before_unpacking"),
    6: ("false sizes, many members, ../ in a zip", READER, "test_read_workbook_refuses_a_member_that_lies_about_its_size"),
    7: ("one cell at XFD1048576", "ledgers/test_pages", "test_cell_at_the_far_corner_is_refused"),
    8: ("more rows than allowed", READER, "test_read_workbook_refuses_too_many_rows_and_columns"),
    9: ("billion laughs, external entities", READER, "test_read_workbook_refuses_entities_wherever_they_stand"),
    10: ("a title above the header", "lib/test_layout", "test_understand_finds_the_header_by_its_words_and_not_by_its_place"),
    11: ("merged data cells", "lib/test_rows", "test_merged_cells_fill_down_inside_their_own_range_only"),
    12: ("external links, pictures, comments", READER, "test_read_workbook_never_fetches_links_or_runs_what_lies_beside_the_sheet"),
    13: ("macros", TYPE, "test_recognise_refuses_macros_whatever_the_name"),
    14: ("a password", HERE, "test_password_is_answered_with_how_to_save_the_file"),
    15: ("a real .xls", "lib/test_sheet_reader", "test_read_workbook_reads_old_xls_with_what_stands_beside_the_values"),
    16: ("a web page named .xls", TYPE, "test_recognise_tells_a_web_page_named_xls"),
    17: ("names that lie; .et, .ods", TYPE, "test_recognise_goes_by_content_not_by_name"),
    18: ("empty, blank, cut in half, random bytes", TYPE, "test_recognise_refuses_cut_and_random_bytes"),
    19: ("every usual encoding of a csv", "lib/test_sheet_reader", "test_read_workbook_reads_text_in_every_usual_encoding"),
    20: ("two encodings in one file", READER, "test_read_workbook_refuses_text_in_no_or_two_encodings"),
    21: ("NUL, control characters, U+FFFD", "lib/test_textkey", "test_dangerous_character_is_refused_by_name"),
    22: ("emoji, rare characters, variation selectors", HERE, "test_rare_characters_are_kept_exactly"),
    23: ("bidi controls, zero width", HERE, "test_controls_that_turn_a_line_round_are_refused_and_invisible_characters_dropped"),
    24: ("full-width digits and brackets", HERE, "test_another_width_of_brackets_is_the_same_firm"),
    25: ("numbers as text, with units", HERE, "test_number_as_text_is_told_in_the_columns_unit"),
    26: ("NaN, Infinity, 1e400, 1_000, TRUE, 1.5 people", HERE, "test_what_is_no_number_of_people_is_refused"),
    27: ("a credit code as a number", HERE, "test_wrong_credit_code_is_refused"),
    28: (
        "wrong check character, small letters, O for 0",
        "lib/test_credit_code",
        "test_letters_read_as_digits_are_suggested_and_never_taken",
    ),
    29: ("dates of every spelling, and none", "lib/test_dates", "test_impossible_date_is_refused"),
    30: ("a month in the future", HERE, "test_month_in_the_future_is_refused"),
    31: ("percent in all its ways", "lib/test_numbers", "test_percent_has_one_meaning_in_all_its_encodings"),
    32: ("negative and absurd amounts", HERE, "test_amount_that_no_database_holds_is_an_error_of_its_cell"),
    33: ("doubled, unknown and hidden columns", HERE, "test_hidden_and_doubled_columns_and_an_unknown_one_are_told"),
    34: ("one key twice, and a key of another unit", "ledgers/test_rules", "test_same_firm_in_two_rows"),
    35: ("huge cells, open quotes, 100,000 columns", READER, "test_read_workbook_refuses_open_quotes_and_huge_cells"),
    36: ("markup, templates, SQL; names of files", HERE, "test_markup_and_code_in_a_cell_stay_words_on_every_page"),
}

# What django-import-export does by itself with its stock pages, and the test that it does not happen here.
STOCK = {
    1: ("whoever may only look gets an import page", "ledgers/test_pages", "test_import_centre_is_for_those_who_import"),
    2: ("a preview shows rows out of scope", "ledgers/test_rules", "test_firm_out_of_reach_is_answered_as_one_that_does_not_exist"),
    3: ("an upload lies there for ever", "ledgers/test_uploads_swept", "test_uploads_are_wiped_after_their_time"),
    4: ("another user confirms an upload", "ledgers/test_pages", "test_somebody_elses_batch_does_not_exist"),
    5: ("a file is named by the client", "ledgers/test_pages", "test_name_of_a_file_never_becomes_a_path"),
    6: ("accounts are imported", HERE, "test_no_sheet_reaches_accounts_keys_or_what_the_house_keeps_itself"),
    7: ("an export without the right to look", "config/test_office_tables", "test_the_offices_table_is_refused_to_whoever_may_not_export"),
    8: ("formulas come out of an export", "lib/test_sheet_writer", "test_no_text_becomes_a_formula_a_link_or_a_number"),
    9: ("NaN, 1e400, 1.5 as a whole number", HERE, "test_what_is_no_number_of_people_is_refused"),
    10: ("a file may cost what it likes", READER, "test_read_workbook_refuses_a_single_cell_in_the_furthest_corner"),
    11: ("its own pages", HERE, "test_pages_of_import_export_are_reachable_nowhere"),
}


@cache
def named_in(name: str) -> set[str]:
    tree = ast.parse((TESTS / f"{name}.py").read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize(("table", "lines"), [(HOSTILE, 36), (STOCK, 11)], ids=["hostile", "stock"])
def test_every_line_has_a_test_that_is_there(table, lines):
    assert list(table) == list(range(1, lines + 1))
    assert [number for number, (_what, file, test) in table.items() if test not in named_in(file)] == []
