"""Since when a firm stands as a sheet says: its district and its place above designated size, and the other names that it goes by.

These rows follow from the firm's own and are written with it, in sets; they are no records of the contract.
"""

from datetime import date, timedelta

from enterprises.models import DistrictMembership, EnterpriseAlias, SizeStatus
from zone.ledgers.records import NEW, RecordSet
from zone.ledgers.resource import LedgerField, LedgerResource
from zone.lib.textkey import match_key


class AliasRecords(LedgerResource):
    code = "enterprise-aliases"
    above = "enterprises"
    above_column = "enterprise_id"
    is_listed = False
    natural_keys = (("enterprise_id", "key"),)
    derived = ("key",)

    enterprise = LedgerField("enterprise__name", "enterprise")
    name = LedgerField("name")
    kind = LedgerField("kind")

    class Meta:
        model = EnterpriseAlias
        fields = ("enterprise", "name", "kind")


class MembershipRecords(LedgerResource):
    code = "district-memberships"
    above = "enterprises"
    above_column = "enterprise_id"
    is_listed = False

    enterprise = LedgerField("enterprise__name", "enterprise")
    district = LedgerField("district__code", "district")
    valid_from = LedgerField("valid_from")
    valid_to = LedgerField("valid_to")

    class Meta:
        model = DistrictMembership
        fields = ("enterprise", "district", "valid_from", "valid_to")


class SizeStatusRecords(LedgerResource):
    code = "size-statuses"
    above = "enterprises"
    above_column = "enterprise_id"
    is_listed = False

    enterprise = LedgerField("enterprise__name", "enterprise")
    valid_from = LedgerField("valid_from")
    valid_to = LedgerField("valid_to")

    class Meta:
        model = SizeStatus
        fields = ("enterprise", "valid_from", "valid_to")


def build_aliases(resource: AliasRecords, firms: RecordSet, names: dict[int, list[tuple[str, str]]]) -> RecordSet:
    """New short and former names by the index of the firm: (name, kind)."""
    records = RecordSet(resource, [], above=firms, parent=[])
    records.said = {column: [] for column in ("enterprise_id", "name", "kind", "key")}
    for index, added in names.items():
        for name, kind in added:
            records.rows.append(firms.rows[index])
            records.parent.append(index)
            values = (firms.targets[index], name, kind, match_key(name))
            for column, value in zip(records.said, values, strict=True):
                records.said[column].append(value)
    return records


def build_memberships(resource: MembershipRecords, firms: RecordSet, since: date | None, today: date) -> RecordSet:
    """The district of each new firm, and the end of the old with the beginning of the new one where a firm changes it."""
    dated = _Dated(resource, firms, since, today)
    for index in dated.moving("district_id"):
        dated.stand(index, {"district_id": firms.final["district_id"][index]})
    return dated.records


def build_size_statuses(resource: SizeStatusRecords, firms: RecordSet, since: date | None, today: date) -> RecordSet:
    """Firms that enter the list of those above designated size (入规), and those that leave it (退规)."""
    dated = _Dated(resource, firms, since, today)
    for index in dated.moving("is_above_scale"):
        dated.stand(index, {} if firms.final["is_above_scale"][index] else None)
    return dated.records


class _Dated:
    """Ends and begins dated rows. What begins, begins with the month of the sheet (else today; for a new firm: before our records)."""

    def __init__(self, resource: LedgerResource, firms: RecordSet, since: date | None, today: date):
        self.firms, self.since, self.today = firms, since, today
        self.records = RecordSet(resource, [], above=firms, parent=[])
        self.records.said = {column: [] for column in resource.columns}
        self.open: dict[int, tuple[int, date | None]] = {}

    def moving(self, column: str) -> list[int]:
        """Firms that are new or come to stand otherwise than before; their open rows are looked up."""
        moved = self.firms.moved.get(column, set())
        stored = {self.firms.targets[index] for index in moved}
        if stored:
            rows = self.records.resource.model.objects.filter(enterprise__among=stored, valid_to=None)
            self.open = {firm: (pk, start) for pk, firm, start in rows.values_list("pk", "enterprise_id", "valid_from")}
        return [index for index, action in enumerate(self.firms.actions) if action == NEW or index in moved]

    def stand(self, index: int, values: dict | None) -> None:
        """The firm stands so from now on; None: the present standing ends and none begins."""
        firm = self.firms.targets[index]
        begins = self.since if firm is None else self.since or self.today
        pk, start = self.open.get(firm, (None, None))
        if pk is not None and start is not None and start >= begins:
            # The standing began in this very month (or later): a correction of it, not a change after it.
            self._add(index, pk, values if values is not None else {"valid_to": start})
            return
        if pk is not None:
            self._add(index, pk, {"valid_to": begins - timedelta(days=1)})
        if values is not None:
            self._add(index, None, {"enterprise_id": firm, "valid_from": begins, **values})

    def _add(self, index: int, target: int | None, values: dict) -> None:
        self.records.rows.append(self.firms.rows[index])
        self.records.parent.append(index)
        self.records.targets.append(target)
        for column, said in self.records.said.items():
            said.append(values.get(column))
