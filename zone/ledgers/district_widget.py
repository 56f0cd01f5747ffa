"""The cell that names a district."""

from zone.ledgers.references import Districts
from zone.ledgers.widgets import SILENT, CellWidget, Reading, text_of
from zone.lib.problems import CellProblem, Note
from zone.lib.textkey import is_null_word


class DistrictWidget(CellWidget):
    """A district by any of its names (its primary key). One that is not known is an error: a record belongs to one body."""

    def __init__(self, districts: Districts):
        super().__init__()
        self.districts = districts

    def clean(self, value, row=None, **where) -> Reading:
        text = text_of(value)
        if is_null_word(text):
            return SILENT
        district = self.districts.find(text)
        if district is None and (only := self.districts.ending_in(text)) is not None:
            return Reading(only, (Note("matched_by_alias", {"name": self.districts.short_name(only)}),))
        if district is None:
            raise CellProblem("unknown_choice", text=text[:60], choices=self.districts.names())
        return Reading(district)
