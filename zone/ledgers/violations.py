"""Which rule of the models a database found broken, and what the rule says of itself."""

import re

from django.apps import apps
from django.db import DatabaseError
from django.db.models import BaseConstraint


def violated_by(error: DatabaseError) -> str:
    """The name of the constraint; "" where it is none of the models' own. SQLite names of a unique one only its columns."""
    told = str(error)
    named = set(re.findall(r"\w+", told))
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            columns = [f"{model._meta.db_table}.{model._meta.get_field(name).column}" for name in getattr(constraint, "fields", ())]
            if constraint.name in named or (columns and told.endswith(f"failed: {', '.join(columns)}")):
                return constraint.name
    return ""


def words_of(name: str) -> str:
    """What the constraint of this name says where it is broken; "" where it has no words of its own."""
    constraints = (constraint for model in apps.get_models() for constraint in model._meta.constraints if constraint.name == name)
    found = next(constraints, None)
    has_words = found is not None and found.violation_error_message != BaseConstraint.default_violation_error_message
    return str(found.violation_error_message) if has_words else ""
