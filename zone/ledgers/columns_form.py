"""What each column of a sheet holds, as a person says it."""

from collections.abc import Iterator

from django import forms
from django.utils.translation import gettext as _

from zone.form_controls import HouseField
from zone.ledgers.heads import Head, Heads
from zone.ledgers.kind import LedgerKind
from zone.lib.vocabulary import BESIDE, Vocabulary


class ColumnsForm(forms.Form):
    """One choice for each column. `digest` says of which header it was made: the sheet may have been read otherwise meanwhile."""

    bound_field_class = HouseField

    digest = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, kind: LedgerKind, vocabulary: Vocabulary, heads: Heads, **kwargs):
        super().__init__(*args, auto_id="column_%s", **kwargs)
        self.vocabulary, self.heads = vocabulary, heads
        self.labels = {BESIDE: _("not imported"), **{key: str(label) for key, label in kind.fields.items()}}
        self.fields["digest"].initial = heads.digest
        for head in heads.columns:
            known = {} if head.field in self.labels or not head.field else {head.field: head.header}
            self.fields[head.letter] = forms.ChoiceField(
                choices=[*(self.labels | known).items()],
                initial=head.field or BESIDE,
                widget=forms.Select(attrs={"aria-label": f"{head.letter} {head.header}"}),
            )

    def rows(self) -> Iterator[tuple[Head, forms.BoundField]]:
        for head in self.heads.columns:
            yield head, self[head.letter]

    @property
    def unknown(self) -> list[Head]:
        """Columns of which nobody has said what they hold."""
        return [head for head in self.heads.columns if not head.field]

    def chosen(self) -> dict[str, str]:
        """Words of each column → what it holds; of those that are to be remembered for what the person said."""
        return {head.words: self.cleaned_data[head.letter] for head in self.heads.columns}

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("digest") != self.heads.digest:
            raise forms.ValidationError(_("The sheet has been read otherwise meanwhile. Please look at its columns again."))
        self._refuse_twins(cleaned)
        missing = self.vocabulary.missing(set(cleaned.values()))
        if missing:
            names = "、".join(self.labels.get(column.key, column.label) for column in missing)
            raise forms.ValidationError(_("No column was chosen for %(names)s; the sheet cannot be read without.") % {"names": names})
        return cleaned

    def _refuse_twins(self, cleaned: dict) -> None:
        """Two columns that would be one figure of one time (one that names no time is of the sheet's own); those that the sheet itself
        doubles are told in the preview."""
        seen: dict[tuple, Head] = {}
        for head in self.heads.columns:
            key = cleaned.get(head.letter, BESIDE)
            column = self.vocabulary.named(key)
            if key == BESIDE or column is None or column.repeats:
                continue
            places = self.vocabulary.places_of(head.header.split("/"))
            others = sorted((name, text) for name, text in places.items() if name not in ("span", "year"))
            time = head.time or ("" if column.follows else self.heads.period)
            first = seen.setdefault((key, time, *others), head)
            if first is not head and (self._is_changed(head, key) or self._is_changed(first, key)):
                told = _("Column %(letter)s (%(header)s) is said to hold “%(field)s” too; only one column can.")
                self.add_error(head.letter, told % {"letter": first.letter, "header": first.header, "field": self.labels.get(key, key)})

    @staticmethod
    def _is_changed(head: Head, key: str) -> bool:
        return head.field != key
