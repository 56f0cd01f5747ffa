"""What is wrong with a cell, and what to do about it, in words. One sentence a code; a reason may have its own."""

import re

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zone.ledgers.findings import Finding
from zone.lib.showing import month_words

MONTH = re.compile(r"\d{4}-\d{2}")

# (what is wrong, what to do); the more particular key (code, reason) goes first.
SENTENCES: dict[str | tuple[str, str], tuple] = {
    "missing_required": (_("nothing stands here, but it is needed"), _("Fill it in.")),
    ("missing_required", "district"): (_("the district is missing"), _("Fill it in, or choose a district for the whole sheet.")),
    "not_a_number": (_("this is no number"), _("Write digits only, with the unit in the column's head.")),
    ("not_a_number", "letters_for_digits"): (_("letters stand among the digits"), _("Probably %(suggestion)s is meant: correct the cell.")),
    ("not_a_number", "negative"): (_("a negative number cannot be meant here"), _("Correct the figure.")),
    ("not_a_number", "above_all"): (_("more than 100 percent cannot be done"), _("Correct the figure: it lies between 0 and 100.")),
    ("not_a_number", "not_whole"): (_("a whole number is needed"), _("Correct the figure.")),
    ("not_a_number", "too_large"): (_("the number is too large to be meant"), _("Check the figure and its unit.")),
    ("not_a_number", "date"): (_("this is a date, not a number"), _("Set the cell's format to number and enter the figure again.")),
    ("not_a_number", "unit_conflict"): (_("%(unit)s cannot be told in %(column_unit)s"), _("Write the figure in the column's unit.")),
    "unit_conflict_header": (_("the column's head says %(unit)s, which cannot be told in %(column_unit)s"), _("Correct the head.")),
    "not_a_date": (_("this is no date"), _("Write it as 2016-03-01 or 2016年3月.")),
    "impossible_date": (_("this day does not exist"), _("Correct the date.")),
    ("impossible_date", "finish_before_start"): (_("the finish lies before the start"), _("Correct one of the two dates.")),
    "unknown_choice": (_("this word is not known here"), _("Use one of: %(choices)s.")),
    ("unknown_choice", "indicator"): (
        _("no indicator of this name is known"),
        _("Use one of: %(choices)s; or have the statisticians add the indicator, or this way of writing it, in the back office."),
    ),
    ("unknown_choice", "unit"): (_("this is no unit that is known here"), _("Write it as 亿元, 万元, 亿美元, 户 or %%.")),
    "unknown_enterprise": (_("no enterprise of this name or code is found"), _("Write the full name or the code, or import it first.")),
    "ambiguous_enterprise": (_("several enterprises are called so: %(names)s"), _("Write the full name or the code.")),
    "ambiguous_person": (_("several people are called so"), _("Say the department, or choose the person on the record's page.")),
    "unknown_project": (_("no project of this name is found"), _("Write its name or code as in the list of projects.")),
    "ambiguous_project": (_("several projects are called so"), _("Write the filing number or the enterprise too.")),
    "credit_code_lost_digits": (
        _("the code was entered as a number and has lost its last digits"),
        _("Set the cell's format to text and enter all 18 characters again."),
    ),
    "credit_code_bad_check": (_("the code's last character does not fit the others"), _("Compare it with the licence; one is mistyped.")),
    "credit_code_bad_format": (_("this is not in the form of a credit code"), _("Enter the 18 characters as on the licence.")),
    ("credit_code_bad_format", "suggestion"): (
        _("this is not in the form of a credit code"),
        _("Letters were typed for digits: probably %(suggestion)s is meant; compare it with the licence."),
    ),
    "duplicate_in_file": (_("row %(other)s has the same record already"), _("Keep one of the two rows.")),
    ("duplicate_in_file", "contradicts"): (
        _("row %(other)s has the same record with other contents"),
        _("Decide which of the two is right and delete the other."),
    ),
    "key_conflict": (_("code and name point to two enterprises: %(names)s"), _("Correct the code or the name.")),
    "period_locked": (_("%(period)s is locked"), _("Ask the statisticians to unlock it, or leave these figures out.")),
    ("period_locked", "confirmed"): (
        _("the report of %(period)s is confirmed"),
        _("Correct it on its own page, with a reason, or leave these figures out."),
    ),
    "future_period": (_("%(period)s lies in the future"), _("Correct the month.")),
    "equipment_exceeds_total": (
        _("the equipment (%(equipment)s) costs more than the whole project (%(total)s)"),
        _("Check both figures and correct one."),
    ),
    "formula_error": (_("the formula gives an error"), _("Correct the formula, or enter the value itself.")),
    "formula_not_calculated": (_("the formula was never calculated"), _("Open the file in Excel or WPS, save it, and upload it again.")),
    "not_importable": (_("the row stands for several records without naming them"), _("List them in rows of their own.")),
    "bad_characters": (_("the cell holds a character that cannot be stored (%(character)s)"), _("Type the cell again.")),
    "not_a_phone": (_("this is no phone number"), _("Enter the number as text.")),
    "text_too_long": (_("the text is longer than %(limit)s characters"), _("Shorten it.")),
    "ambiguous_month": (_("this is no certain month (2016.1 may be January or October)"), _("Write it as 2016年10月. It was left empty.")),
    "ambiguous_status": (_("this may mean several stages; taken as %(stage)s"), _("Correct the stage on the record's page if need be.")),
    "matched_by_alias": (_("taken for “%(name)s”"), _("Check that it is the one meant.")),
    "approximate": (_("an approximate figure; taken as it stands"), ""),
    "range": (_("a range (%(low)s–%(high)s), so no figure was taken"), _("Enter one figure if it is known.")),
    "unit_in_cell": (_("the cell names a unit (%(unit)s) of its own, which was followed"), ""),
    "unit_conflict": (_("%(unit)s is another currency than the column's, so no figure was taken"), _("Write it in a column of its own.")),
    ("unit_conflict", "sheet"): (
        _("the sheet is in %(unit)s, these figures would be in %(column_unit)s, so none was taken"),
        _("Write the unit into the column's head."),
    ),
    ("unit_conflict", "twin"): (_("%(unit)s is another currency than that of %(first)s, which alone was read"), ""),
    ("unit_conflict", "points"): (
        _("%(unit)s stands where the column is in %(column_unit)s; the number was taken as it stands"),
        _("Check that it is a growth and not a difference of two growths."),
    ),
    ("unit_conflict", "head"): (
        _("the sheet is in %(unit)s, but the heads of these columns say another unit, which was followed: %(columns)s"),
        _("Check that the figures are of the right size."),
    ),
    ("unit_conflict", "option"): (_("the sheet says %(unit)s, you said %(option)s; the sheet was followed"), ""),
    "period_conflict": (_("the sheet says %(period)s, you said %(option)s; the sheet was followed"), ""),
    "period_of_name": (
        _("%(period)s was taken from the name of the worksheet or the file"),
        _("Say another month if it is wrong."),
    ),
    ("district_conflict", "title"): (_("the title says another district than you did; the title was followed"), ""),
    ("district_conflict", "heading"): (_("the heading says another district than you did; the heading was followed"), ""),
    "district_conflict": (_("the row says another district than you did; the row was followed"), ""),
    "legacy_reg_no": (_("an old registration number instead of a credit code; kept as such"), _("Add the credit code when it is known.")),
    "total_differs": (_("printed %(printed)s, the rows add up to %(computed)s"), _("Check the rows or the total.")),
    ("total_differs", "districts"): (_("the districts add up to %(computed)s, not to %(printed)s"), _("Check the districts or the whole.")),
    ("total_differs", "count"): (_("the total says %(printed)s, %(computed)s rows are listed"), _("See whether rows are missing.")),
    "invested_before_start": (_("money was invested although the project has not started"), _("Check the stage or the figure.")),
    "above_annual_plan": (
        _("this is far above the year's plan (%(plan)s); it may count from the project's start"),
        _("If so, call the column 自开工累计完成投资."),
    ),
    "perhaps_since_start": (
        _("taken as this year's, though the project began in %(start)s and the sum may count from then"),
        _("Call the column 1-6月完成投资 or 自开工累计完成投资."),
    ),
    "stage_facts_missing": (
        _("for the stage “%(stage)s” this is still missing: %(names)s"),
        _("The stage is taken as it stands; add the facts on the project's page."),
    ),
    "light_differs": (_("the light reported for %(period)s is %(reported)s, the one computed is %(computed)s"), ""),
    "growth_differs": (
        _("the growth stated is %(stated)s, the one computed from the year before is %(computed)s"),
        _("Both are kept; check the figures or the growth."),
    ),
    ("growth_differs", "constant"): (
        _("the growth stated at comparable prices is %(stated)s, the one computed at current prices is %(computed)s"),
        "",
    ),
    "unit_assumed": (_("nothing says the unit of these figures; taken as %(unit)s"), _("Write the unit into the table if it is another.")),
    ("unit_assumed", "columns"): (
        _("nothing says the unit of the figures in %(columns)s; taken as %(unit)s"),
        _("Write the unit into the table if it is another."),
    ),
    "unit_not_understood": (
        _("the unit “%(text)s” is not known here; the figures were left out"),
        _("Write it as 元, 千元, 万元 or 亿元."),
    ),
    ("unit_not_understood", "line"): (
        _("it is not certain what unit the table is in (“%(text)s”), so the figures in %(columns)s were left out"),
        _("Write the unit into the head of each column, or say it and have the sheet read again."),
    ),
    "scaled_format": (
        _("the cell shows %(shown)s, but %(text)s stands in it; it is not certain which is meant, so no figure was taken"),
        _("Set the cell's format to an ordinary number and enter the figure in the column's unit."),
    ),
    "unknown_span": (
        _("figures are kept for a month, from January to a month and for a year, not for this time; left out"),
        _("Give January to the month."),
    ),
    "above_scale_below_threshold": (
        _("above designated size, but the year's revenue is %(revenue)s, below %(threshold)s"),
        _("Check both."),
    ),
    "officer_missing": (_("no responsible person is named"), _("Name one on the record's page.")),
    "text_truncated": (_("the text was cut after %(limit)s characters"), _("Shorten it.")),
    "hidden_rows": (_("%(count)s hidden rows were read too: %(rows)s"), _("Delete them from the sheet if they are not meant.")),
    "hidden_columns": (
        _("%(count)s hidden columns were read too: %(columns)s"),
        _("Delete them from the sheet if they are not meant."),
    ),
    "other_sheets": (_("only the worksheet %(sheet)s was read, not %(sheets)s"), _("Choose another worksheet if that one is meant.")),
    "merged_figure": (
        _("one figure stands for rows %(first)s to %(last)s together; row %(first)s alone got it"),
        _("Give each row a figure of its own."),
    ),
    "other_table": (_("another table begins here; nothing was read from here on"), _("Import it as a file or worksheet of its own.")),
    "secret_marker": (_("the text speaks of secret matters"), _("Classified information must not be entered into this system.")),
    "missing_reason": (_("nothing was taken from “%(text)s”"), ""),
    "unknown_person": (
        _("nobody of this name is known; kept as written"),
        _("Once it is saved, settle it under “People and departments to settle”; it is known from then on."),
    ),
    "unknown_department": (
        _("no department of this name is known; kept as written"),
        _("Once it is saved, settle it under “People and departments to settle”; it is known from then on."),
    ),
    "unknown_cluster": (_("this is none of the zone's industries; left empty"), _("Choose one on the record's page.")),
    "industry_unknown": (_("no industry code was found in this; left empty"), _("Write the code of GB/T 4754.")),
    "industry_section_differs": (_("the letter and the digits of the industry code do not belong together"), _("Check the code.")),
    "chinese_number": (_("written in Chinese numerals; read as a number"), ""),
    "second_number": (_("a second figure (%(text)s) in the cell was left out"), ""),
    "growth_undefined": (_("growth without a number (%(text)s); left empty"), ""),
    "ambiguous_sign": (_("the sign is said twice; taken as a fall"), _("Write −8 or 下降8%%, not both.")),
    "ambiguous_percent": (_("0.05 may mean 5%%; taken as it stands"), _("Set the cell's format to percent if so.")),
    ("ambiguous_percent", "share"): (_("this may be a percentage or a share of 1; left out"), _("Write it as 80%%.")),
    "number_of_another": (
        _("the number %(number)s is stored for a task of another title, which this one would replace"),
        _("Check the number, unless the task was only reworded."),
    ),
    "serial_not_whole": (_("this is no whole number; the task is kept as number %(number)s"), ""),
    "duplicate_column": (_("this column means the same as another (%(first)s), which alone was read"), _("Delete one of the two.")),
    "no_period": (_("nothing says for which month the figures are; left out"), _("Say the month and have the sheet read again.")),
    "figure_not_named": (
        _("the columns %(columns)s name a time, and nothing says of which figure; left out"),
        _("Write the figure into the title or above these columns (工业总产值), or say what they hold."),
    ),
    "partly_taken": (_("“%(taken)s” was taken, “%(text)s” was left out"), _("Write the rest into the remarks if it is to be kept.")),
    "no_year": (_("neither the cell nor the sheet says the year, so no date was taken"), _("Write the year too: 2016年3月.")),
    "still_to_come": (_("this is a plan or a day still to come, not something done; left out"), _("Enter the day when it is done.")),
    ("still_to_come", "paper"): (_("this is a plan or a day still to come; taken as in preparation"), ""),
    "day_unknown": (_("only the year or half-year is known, so no day was taken"), _("Write the month.")),
    "last_year_unclear": (
        _("beside this year's months this may be the same months of last year; left out"),
        _("Write 上年同期, or 2015年全年 if the whole year is meant."),
    ),
    "single_month": (_("figures of a single month are not kept for enterprises; left out"), _("Give January to the month, cumulative.")),
    "whose_request": (
        _("the row names several enterprises and not which of them asks for this; taken for %(names)s"),
        _("Check it, or give each enterprise a row of its own."),
    ),
    "name_of_another": (
        _("taken as a new enterprise, though its name begins like “%(name)s”, which is known"),
        _("Write the name as it is known if that one is meant."),
    ),
    "same_name_other_code": (_("an enterprise of this name has another code (%(code)s); taken as a new one"), _("Check the code.")),
}


def parts(finding: Finding) -> tuple[str, str]:
    """What is wrong, and what to do, in the reader's language."""
    months = {name: month_words(finding.params[name]) for name in ("period", "option") if MONTH.fullmatch(finding.params.get(name) or "")}
    params = _Params(finding.params | months)
    suggestion = "suggestion" if finding.params.get("suggestion") else ""
    for key in ((finding.code, str(params["reason"])), (finding.code, suggestion), finding.code):
        if key in SENTENCES:
            wrong, remedy = SENTENCES[key]
            return str(wrong) % params, str(remedy) % params
    return finding.code, ""


def sentence(finding: Finding) -> str:
    """One sentence: where, what stands there, what is wrong, what to do."""
    wrong, remedy = parts(finding)
    said = f"“{finding.value}” " if finding.value and len(finding.value) <= 60 else ""
    stop = gettext(". ")
    return f"{place(finding)}{said}{wrong}{stop}{remedy}".strip()


def place(finding: Finding) -> str:
    """Row 12 column C (统一社会信用代码): — nothing for what concerns the whole file."""
    if finding.row is None:
        return ""
    if not finding.column:
        return gettext("Row %(row)s: ") % {"row": finding.row}
    names = {"row": finding.row, "column": finding.column, "header": finding.header}
    return gettext("Row %(row)s column %(column)s (%(header)s): ") % names


class _Params(dict):
    """Parameters of a sentence; one that a parser did not give is left out of the sentence instead of breaking it."""

    def __missing__(self, key: str) -> str:
        return ""
