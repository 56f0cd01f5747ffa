"""The zone's own industries (产业), as a firm's row or the heading above it names one."""

from functools import cached_property

from enterprises.ledger_columns import CLUSTERS
from enterprises.models import Cluster
from zone.ledgers.heading_districts import innermost_named
from zone.ledgers.table import Table
from zone.ledgers.widgets import SILENT, CellWidget, IndustryWidget, Reading, text_of
from zone.lib.problems import Note
from zone.lib.textkey import is_null_word, match_key


class ClusterWidget(CellWidget):
    """One of the zone's own industries, by code, name or usual word. Another industry is no error: the zone has firms of all kinds."""

    @cached_property
    def _by_key(self) -> dict[str, int]:
        rows = list(Cluster.objects.values_list("pk", "code", "name"))
        codes = {code: pk for pk, code, _name in rows}
        found = {match_key(word): codes[code] for word, code in CLUSTERS.items() if code in codes}
        return found | {match_key(text): pk for pk, code, name in rows for text in (name, code)}

    def find(self, text: str) -> int | None:
        return self._by_key.get(match_key(text))

    def within(self, text: str) -> int | None:
        """The cluster that a heading names: 一、装备制造业（162户）."""
        key = match_key(text)
        return next((self._by_key[word] for word in sorted(self._by_key, key=len, reverse=True) if word in key), None)

    def clean(self, value, row=None, **where) -> Reading:
        text = text_of(value)
        if is_null_word(text):
            return SILENT
        cluster = self.find(text)
        return Reading(cluster) if cluster else Reading(None, (Note("unknown_cluster", {"text": text[:60]}),))


class FirmIndustryWidget(IndustryWidget):
    """装备制造 in a column of industries is one of the zone's own and no unknown industry: `clusters_of` takes it."""

    def __init__(self):
        super().__init__()
        self.clusters = ClusterWidget()

    def clean(self, value, row=None, **where) -> Reading:
        return SILENT if isinstance(value, str) and self.clusters.find(value) else super().clean(value)


def clusters_of(table: Table) -> list[int | None]:
    """The zone's industry of each row: of its own column, else named in the column of industries, else of the heading above it."""
    widget, own = ClusterWidget(), table.values("cluster")
    if industry := table.column("industry_code"):
        named = {text: widget.find(text) for text in set(industry.raw) if type(text) is str}
        own = [cluster if cluster is not None else named.get(text) for cluster, text in zip(own, industry.raw, strict=True)]
    of_section = innermost_named(table, widget.within)
    if not of_section:
        return own
    return [cluster if cluster is not None else of_section.get(row.sections) for cluster, row in zip(own, table.rows, strict=True)]
