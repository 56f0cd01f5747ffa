"""A word for a column, as it is entered in the back office."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zone.backoffice_form import HouseForm
from zone.ledgers.importer import Importer
from zone.ledgers.kind import LedgerKind
from zone.ledgers.kinds import all_kinds
from zone.ledgers.known_headers import KnownHeaders
from zone.ledgers.models import ColumnWord
from zone.lib.clock import today
from zone.lib.problems import CellProblem
from zone.lib.vocabulary import BESIDE


class ColumnWordForm(HouseForm):
    """`kinds` from which a field is chosen. A word that means something already is refused, in words."""

    kinds: Sequence[LedgerKind] = ()

    meaning = forms.ChoiceField(label=gettext_lazy("what the column holds"))

    class Meta:
        model = ColumnWord
        fields = ["word", "is_in_use"]
        help_texts = {"word": gettext_lazy("As it stands in the header, without unit and month. A header of several rows: 总投资/设备.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "meaning" in self.fields:
            groups = [(str(kind.label), [(f"{kind.code} {key}", str(label)) for key, label in kind.fields.items()]) for kind in self.kinds]
            self.fields["meaning"].choices = [("", "–"), *groups]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("meaning"):
            self.instance.kind, self.instance.field = cleaned["meaning"].split(" ", 1)
        if cleaned.get("word") and self.instance.kind and cleaned.get("is_in_use"):
            self._refuse_known(all_kinds()[self.instance.kind], cleaned["word"])
        return cleaned

    def _refuse_known(self, kind: LedgerKind, word: str) -> None:
        try:
            known = KnownHeaders(apart_from=self.instance.pk).teach(kind.words_for(Importer(None, today()))).meaning(word)
        except CellProblem:
            return  # told at its field
        if known is None:
            return
        names = {"word": word, "kind": kind.label, "field": kind.fields.get(known.key) or known.key}
        if known.key == self.instance.field:
            told = _("“%(word)s” is understood as “%(field)s” already.") % names
        elif known.key == BESIDE:
            told = _("“%(word)s” is known in %(kind)s as a column that is computed anyway, and read past.") % names
        else:
            told = _("“%(word)s” means “%(field)s” already in %(kind)s, so it cannot mean something else.") % names
        self.add_error("word", told)
