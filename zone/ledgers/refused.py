"""Refusals of the engine itself, beside those of the file reader (zone.lib.refusals): one code per remedy."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zone.ledgers.violations import words_of
from zone.lib import refusals

MESSAGES = {
    "unknown_kind": _("There is no kind of sheet named %(kind)s. The kinds are: %(kinds)s."),
    "two_kinds": _("The sheet could be %(kinds)s. Say which it is."),
    "unrecognised": _("It cannot be told what sheet this is. For now there can be imported: %(kinds)s."),
    "looks_like": _(
        "This looks like %(kind)s, but no column was found for %(missing)s: it is missing, or nobody knows its heading. "
        "Say which column it is."
    ),
    "not_this_kind": _("This is no %(kind)s: the columns %(missing)s are missing."),
    "no_right": _("You may not import %(kind)s."),
    "no_export_right": _("You may not export %(records)s."),
    "unknown_unit": _("%(unit)s is no unit of money. Write it as 万元."),
    "unknown_period": _("%(period)s is no month. Write it as 2016-06."),
    "unknown_district": _("There is no district named %(district)s."),
    "no_such_file": _("There is no file %(path)s."),
    "unknown_user": _("There is no account named %(user)s."),
    "unknown_records": _("There are no records named %(records)s. There are: %(kinds)s."),
    "sheets_are_xlsx": _(
        "%(kind)s is a table of the office, which is written as xlsx. For json and csv there are the records: %(records)s."
    ),
    "not_writable": _("%(file)s cannot be written."),
    "unknown_year": _("%(year)s is no year."),
    "no_header_there": _("In row %(row)s of %(sheet)s there is no header."),
    "side_by_side": _(
        "Two tables stand side by side: in row %(row)s the header begins again in column %(column)s. Move the right one below the left one "
        "and upload the file again."
    ),
    "no_data": _("Below the header in row %(row)s of %(sheet)s there is no row of data."),
    "stale": _("Since the preview somebody changed %(records)s. Nothing was saved; please look at the new preview."),
    "contradicts": _("The database did not take what the sheet says, so nothing was saved. %(why)s Correct the sheet and upload it again."),
    "has_errors": _("%(count)s rows have errors, so nothing was saved. Correct them, or save the good rows only."),
    "nothing_good": _("No row is free of errors, so nothing was saved."),
    "interrupted": _("The reading was interrupted. Nothing was saved; have the file read again."),
    "saving_interrupted": _("The saving was interrupted, and nothing was saved. You may save again."),
    "reading_cancelled": _("The reading was cancelled. Nothing was saved; the file may be read again."),
    "saving_cancelled": _("The saving was cancelled, and nothing was saved. You may save again."),
    "undoing_interrupted": _("The undoing was interrupted, and nothing was undone. You may undo it again."),
    "undoing_cancelled": _("The undoing was cancelled, and nothing was undone."),
    "undo_locked": _("The import wrote into %(months)s, which is locked. Have the month opened, then undo it; nothing was undone."),
    "undo_in_the_way": _(
        "Something entered meanwhile stands where the earlier records would return. Nothing was undone; please look again."
    ),
    "unknown_batch": _("There is no import with the number %(batch)s."),
    "not_saved": _("Import %(batch)s was not saved, so there is nothing to undo."),
    "wiped": _("The file has been wiped after its time. Upload it again."),
    "gone": _("The file of this import is not on this machine any more. Upload it again."),
}


# Refusals of what was said about a file, not of the file itself: it may be read again with something else said.
MENDABLE = frozenset(
    ("two_kinds", "unrecognised", "looks_like", "not_this_kind", "no_right", "unknown_unit", "unknown_period", "unknown_district",
     "unknown_sheet", "no_header", "no_header_there", "no_data", "interrupted")
)  # fmt: skip


class LedgerRefused(Exception):
    """A file that the engine does not take. `code` is a key of MESSAGES or of zone.lib.refusals.MESSAGES."""

    def __init__(self, code: str, **params: object):
        self.code, self.params = code, params
        super().__init__(code, params)

    @classmethod
    def of(cls, refused: refusals.Refused) -> "LedgerRefused":
        return cls(refused.code, **refused.params)

    def stored(self) -> dict:
        """As a batch keeps it; `sentence` says it again in the reader's language."""
        return {"code": self.code, "params": {name: str(value) for name, value in self.params.items()}}

    def __str__(self) -> str:
        return sentence(self.code, self.params)


def sentence(code: str, params: dict) -> str:
    """The refusal in the reader's language, one line."""
    text = str(MESSAGES[code]) if code in MESSAGES else gettext(refusals.MESSAGES[code])
    if code == "unsafe":
        params = params | {"detail": gettext(refusals.UNSAFE.get(params["detail"], params["detail"]))}
    if code == "contradicts":
        params = params | {"why": words_of(params["why"])}
    return text % params if params else text
