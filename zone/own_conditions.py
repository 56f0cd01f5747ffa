"""What a QuerySet asks of its rows' own columns, where it asks for nothing but values: a district, a stage of several, nobody."""

from dataclasses import dataclass

from django.db.models import Model, Q, QuerySet
from django.db.models.expressions import Col
from django.db.models.lookups import Exact, In, IsNull
from django.db.models.sql.where import AND, OR, WhereNode


@dataclass(frozen=True, slots=True)
class Condition:
    """That the field, of the row itself, holds one of the values; None among them: or nothing."""

    field: str
    values: frozenset

    def as_q(self) -> Q:
        named = Q(**{f"{self.field}__in": [value for value in self.values if value is not None]})
        return named | Q(**{f"{self.field}__isnull": True}) if None in self.values else named


def own_conditions(rows: QuerySet) -> list[Condition] | None:
    """Conditions that the rows fulfil together, and that are all there is to them; None: they are asked for anything else, too."""
    query = rows.query
    if query.is_sliced or query.combinator or query.distinct or query.extra_tables:
        return None
    return _conditions(query.where, rows.model)


def _conditions(node, model: type[Model]) -> list[Condition] | None:
    if not isinstance(node, WhereNode):
        found = _condition(node, model)
        return None if found is None else [found]
    if node.negated or node.connector not in (AND, OR):
        return None
    parts = [_conditions(child, model) for child in node.children]
    if None in parts:
        return None
    found = [condition for part in parts for condition in part]
    if node.connector == AND or len(node.children) == 1:
        return found
    # One or the other: of one column only, else it is no condition on a column.
    if {len(part) for part in parts} != {1} or len({condition.field for condition in found}) != 1:
        return None
    return [Condition(found[0].field, frozenset().union(*(condition.values for condition in found)))]


def _condition(lookup, model: type[Model]) -> Condition | None:
    side, value = getattr(lookup, "lhs", None), getattr(lookup, "rhs", None)
    if not isinstance(side, Col) or side.alias != model._meta.db_table or hasattr(value, "resolve_expression"):
        return None
    if isinstance(lookup, IsNull):
        values = [None] if value else None
    elif isinstance(lookup, In):
        values = value
    else:
        values = [value] if isinstance(lookup, Exact) else None
    if values is None or any(hasattr(each, "resolve_expression") for each in values):
        return None
    return Condition(side.target.attname, frozenset(values))
