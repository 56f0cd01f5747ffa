"""Record kinds: which model, which keys of the contract stand for which of its columns. Exports and imports read the same declaration."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from django.db import connection
from django.db.models import Field as ModelField
from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from import_export.fields import Field
from import_export.resources import ModelResource

from zone.set_writes import Hand


class LedgerField(Field):
    """A key of a record. `attribute` is its way from the model: "principal_revenue", "district__code" (a reference shown by its code).

    `kept_as_written` names the text column beside a reference (leader_name beside leader), shown where the reference is empty.
    """

    def __init__(self, attribute: str, key: str | None = None, *, kept_as_written: str = ""):
        super().__init__(attribute=attribute, column_name=key or attribute)
        self.kept_as_written = kept_as_written

    @property
    def key(self) -> str:
        return self.column_name

    @property
    def is_reference(self) -> bool:
        return "__" in self.attribute

    @property
    def model_field(self) -> str:
        """The model's own field: `district` of `district__code`."""
        return self.attribute.partition("__")[0]


class LedgerResource(ModelResource):
    """One record kind of the contract. Subclasses declare `code`, LedgerFields in the contract's order, and Meta.model.

    `derived` are columns that follow from others (search keys, last days of spans): staged and written, never shown.
    `natural_keys` are the ways in which a row of the database may be the one that a new record means: tuples of columns.
    `above` is the code of the record kind to which these records belong, by the reference in `above_column`. A kind that is not `is_listed`
    is written with the others and is no record of the contract (a firm's standings).
    `guarded`: keys that an export gives only to whoever has this right (whole phone numbers). `export_rights`: rights to take records out,
    each with the rows that it opens (zone.ledgers.export_rights).
    """

    code = ""
    derived: Sequence[str] = ()
    natural_keys: Sequence[Sequence[str]] = ()
    above = ""
    above_column = ""
    is_listed = True
    guarded: Mapping[str, str] = MappingProxyType({})
    export_rights: Mapping[str, Q] = MappingProxyType({})

    @classmethod
    def declared(cls) -> list[LedgerField]:
        """The declared keys in order."""
        return [cls.fields[name] for name in cls._meta.fields]

    @cached_property
    def columns(self) -> list[str]:
        """Every database column that an import writes, apart from the primary key and the version."""
        names = [field.model_field for field in self.declared()]
        names += [field.kept_as_written for field in self.declared() if field.kept_as_written]
        return list(dict.fromkeys(self.model_field(name).attname for name in [*names, *self.derived]))

    def model_field(self, name: str) -> ModelField:
        return self._meta.model._meta.get_field(name)

    @cached_property
    def model(self):
        return self._meta.model

    def column_of(self, field: LedgerField) -> str:
        return self.model_field(field.model_field).attname

    @cached_property
    def defaults(self) -> dict[str, object]:
        """What a new row has where the sheet says nothing; None where nothing may stand."""
        return {column: self._default(column) for column in self.columns}

    @cached_property
    def blanks(self) -> dict[str, object]:
        """What a wiped cell leaves: no value, or an empty text."""
        return {column: None if self.model_field(column).null else "" for column in self.columns}

    @cached_property
    def is_versioned(self) -> bool:
        return any(field.name == "version" for field in self.model._meta.concrete_fields)

    def facts(self, hand: Hand) -> dict[str, object]:
        """Columns that a sheet does not know, the same in every row that it writes, new or changed, by their name: who recorded it."""
        return {}

    def prepared_facts(self, hand: Hand) -> dict[str, object]:
        """`facts` as the database keeps them."""
        fields = {field.attname: field for field in self.model._meta.concrete_fields}
        return {fields[name].column: fields[name].get_db_prep_save(value, connection) for name, value in self.facts(hand).items()}

    def constants(self, hand: Hand) -> dict[str, object]:
        """Columns that a sheet does not know, the same in every new row: version, moments, defaults of the model, `facts`."""
        found = {}
        for field in self.model._meta.concrete_fields:
            if field.primary_key or field.attname in self.columns:
                continue
            is_moment = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
            value = hand.at if is_moment else field.get_default()
            found[field.column] = field.get_db_prep_save(value, connection)
        return found | self.prepared_facts(hand)

    @property
    def model_field_above(self) -> str:
        """The reference by which a record hangs on the one above: `enterprise`."""
        return next(field.name for field in self.model._meta.concrete_fields if field.attname == self.above_column)

    def besides(self, rows: QuerySet) -> dict[str, dict[int, list]]:
        """Keys of the contract that are no column of the model, for an export: values by primary key."""
        return {}

    def assign(self, columns: Mapping[str, list]) -> Mapping[str, list]:
        """Columns of new rows that get their values at the commit, under the lock (numbers that are given in order)."""
        return {}

    def _default(self, column: str) -> object:
        field = self.model_field(column)
        if field.has_default():
            return field.get_default()
        return "" if field.empty_strings_allowed and not field.null and not field.is_relation else None
