"""The demo roles as people of a small office, and what follows for each from the rights matrix (matrix.py).

Written a second time on purpose, from the matrix and not from the code that it judges: config/roles.py is not read here.
"""

from dataclasses import dataclass

from tests.access.matrix import STAFF, rights_of

ECON, INVEST, XSQ_OFFICE, OTHER = "经济发展局", "招商局", "西市区经济和信息化局", "党政办公室"


@dataclass(frozen=True)
class Facts:
    """Of a record: where it belongs. `kind`: of a project."""

    district: str = "GXQ"
    department: str = ""
    officer: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Person:
    """`department`: of his post; `portfolio`: a department he is in charge of; `district`: the one his department belongs to."""

    username: str
    role: str
    department: str = OTHER
    portfolio: str = ""
    district: str = ""

    def has(self, right: str) -> bool:
        return right in rights_of(self.role)

    @property
    def is_staff(self) -> bool:
        return self.role in STAFF

    def reaches(self, facts: Facts) -> bool:
        """The whole zone; or within his districts what is his department's, his portfolio's, his district's or assigned to him."""
        if self.has("zone.reach_zone"):
            return True
        if self.district and facts.district != self.district:
            return False
        of_department = self.has("zone.reach_department") and facts.department in {self.department, self.portfolio} - {""}
        of_district = self.has("zone.reach_district") and facts.district == self.district
        return of_department or of_district or facts.officer == self.username

    def sees_enterprise(self, facts: Facts) -> bool:
        """The directory is open to all who may read it; district staff see their district."""
        return self.has("zone.reach_zone") or not self.district or facts.district == self.district

    def sees_request(self, facts: Facts) -> bool:
        """A request: the whole zone's for whoever sees every one; of his own department for another who sees the whole zone."""
        if self.has("zone.reach_zone") and not self.has("enterprises.view_every_request"):
            return facts.department == self.department or facts.officer == self.username
        return self.reaches(facts)

    def sees_task(self, facts: Facts) -> bool:
        """A merger task: the whole zone's and the merger office's people, the leader in charge, and whoever's department leads."""
        of_department = self.has("zone.reach_department") and facts.department in {self.department, self.portfolio} - {""}
        return self.has("zone.reach_zone") or self.has("merger.change_mergertask") or of_department or facts.officer == self.username

    def sees_matter(self, facts: Facts) -> bool:
        """A reminder or instruction: whoever is asked, his department's people, and who sees those of the whole zone."""
        if self.has("zone.reach_zone") and self.has("supervision.view_reminder"):
            return True
        of_department = self.has("zone.reach_department") and facts.department in {self.department, self.portfolio} - {""}
        return of_department or facts.officer == self.username

    def edits_project(self, facts: Facts) -> bool:
        own = self.has("projects.update_assigned_project") and facts.officer == self.username
        return self.has(f"projects.manage_{facts.kind}") or own


PEOPLE = [
    Person("officer", "officer", ECON),
    Person("liaison", "liaison", ECON),
    Person("head", "head", ECON),
    Person("deputy", "deputy", portfolio=ECON),
    Person("leader", "leader"),
    Person("econ", "econ", ECON),
    Person("invest", "invest", INVEST),
    Person("stats", "stats"),
    Person("supervisor", "supervisor"),
    Person("merger", "merger"),
    Person("xsq", "district", XSQ_OFFICE, district="XSQ"),
    Person("sysadmin", "sysadmin"),
    Person("secadmin", "secadmin"),
    Person("auditor", "auditor"),
]
