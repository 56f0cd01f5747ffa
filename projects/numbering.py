"""Codes that the house gives: JG-2016-001 for technical upgrades, ZS-2016-001 for investment projects, in order, never twice."""

from projects.models import Project

PREFIXES = {Project.Kind.TECH_UPGRADE: "JG", Project.Kind.INVESTMENT: "ZS"}


def next_code(kind: str, *, year: int) -> str:
    """The code after the highest that was ever used in this year: history remembers codes of projects that are gone.

    Two people may be given the same one; the constraint on `Project.code` lets the first keep it, and `create_project` asks again.
    """
    prefix = f"{PREFIXES[kind]}-{year}-"
    used = {*_codes(Project.objects, prefix), *_codes(Project.history, prefix)}
    numbers = [int(code.removeprefix(prefix)) for code in used if code.removeprefix(prefix).isdecimal()]
    return f"{prefix}{max(numbers, default=0) + 1:03d}"


def following_codes(kind: str, *, year: int, count: int) -> list[str]:
    """The next `count` codes, for rows that are written as a set while nobody else may write projects."""
    first = next_code(kind, year=year) if count else ""
    prefix, _, number = first.rpartition("-")
    return [f"{prefix}-{int(number) + place:03d}" for place in range(count)]


def _codes(rows, prefix: str):
    return rows.filter(code__startswith=prefix).order_by().values_list("code", flat=True).distinct()
