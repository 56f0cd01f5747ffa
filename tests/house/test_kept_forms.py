"""A form in which somebody types more than a word carries the mark by which his text outlives the session (zone/kept_text.py)."""

import re

from tests.house.source import ROOT, templates

FORM = re.compile(r'<form[^>]*method="post".*?</form>', re.DOTALL)
TYPED = re.compile(
    r'<textarea|<input(?![^>]*type="(?:hidden|checkbox|radio|file|submit)")|generic/_field\.html|\{\{ (?:form|field)(?:\.| \}\})'
)
WITHOUT = {
    "admin/user_roles.html": "ticks alone; the form shows how they stand",
    "ledgers/batch_detail.html": "a few choices, shown as they were understood",
    "ledgers/import_centre.html": "a file, which no session keeps",
    "zone/_one_form.html": "passwords and codes, which are never kept",
    "zone/sign_in.html": "the sign-in itself",
}


def typed_without_a_mark() -> set[str]:
    found = set()
    for path in templates():
        for form in FORM.findall(path.read_text(encoding="utf-8")):
            if TYPED.search(form) and 'name="_owner"' not in form:
                found.add(str(path.relative_to(ROOT / "templates")))
    return found


def test_every_form_in_which_one_types_keeps_the_text():
    assert typed_without_a_mark() == set(WITHOUT)
