"""A small office: one person for each demo role, a few records in two districts; the records that an address is tried with, by kind."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile

from config.grants import load_roles
from enterprises.models import Cluster, DistrictMembership, EnterpriseAlias, OperatingFigure, ServiceRequest, SizeStatus, SupportAssignment
from projects import standing
from projects.models import LightOverride, MonthlyPlan, Procedure, Project, ProjectProgress, Stage, StageEvent
from tests.access.people import ECON, INVEST, OTHER, PEOPLE, XSQ_OFFICE, Facts
from tests.factories import DepartmentFactory, DistrictFactory, EnterpriseFactory, ProjectFactory
from zone.attachments import store
from zone.indicators.models import Indicator, IndicatorTarget, IndicatorValue
from zone.ledgers.models import ColumnWord, ImportBatch, KnownLayout
from zone.lib.clock import today
from zone.merger.models import MergerTask
from zone.models import CalendarDay, LightRule, Period, Portfolio, Post, Setting, User
from zone.reporting_period import period_due
from zone.supervision.models import Instruction, Reminder

ABSENT = 987654
PNG = b"\x89PNG\r\n\x1a\n" + bytes(16)


@dataclass(frozen=True)
class Target:
    """The address's arguments, and the facts of the record that they name (None: there is no such record)."""

    kwargs: dict
    facts: Facts | None


# The lists of the back office that give their rows as a table of the office, each with its kind of sheet.
TABLES = {
    "enterprises_enterprise": "enterprises",
    "enterprises_supportassignment": "support",
    "projects_project": "tech-upgrade",
    "projects_projectprogress": "progress",
    "merger_mergertask": "merger",
    "indicators_indicatorvalue": "indicators",
}


def build() -> tuple[dict[str, User], dict[str, list[Target]]]:
    load_roles()
    districts = {"GXQ": DistrictFactory(), "XSQ": DistrictFactory(code="XSQ", name="西市区", short_name="西市区")}
    departments = {name: DepartmentFactory(name=name) for name in (ECON, INVEST, OTHER)}
    departments[XSQ_OFFICE] = DepartmentFactory(name=XSQ_OFFICE, district=districts["XSQ"])
    users = {person.username: _user(person, departments) for person in PEOPLE}
    firms = {code: EnterpriseFactory(district=district, contact_phone="13912340001") for code, district in districts.items()}
    targets = {"enterprise": [Target({"pk": firms[code].pk}, Facts(district=code)) for code in firms], "alias": [], "project": []}
    for code, firm in firms.items():
        alias = EnterpriseAlias.objects.create(enterprise=firm, name=f"简称{code}", key=f"简称{code}")
        targets["alias"].append(Target({"pk": firm.pk, "alias": alias.pk}, Facts(district=code)))
    upgrade = Facts(department=ECON, officer="officer", kind=Project.Kind.TECH_UPGRADE)
    facts = [upgrade, Facts(department=INVEST, kind=Project.Kind.INVESTMENT), Facts("XSQ", XSQ_OFFICE, kind=Project.Kind.TECH_UPGRADE)]
    projects = [_project(each, districts, departments, users) for each in facts]
    targets["project"] = [Target({"pk": project.pk}, each) for project, each in zip(projects, facts, strict=True)]
    targets["evidence"], targets["month file"] = [], []
    for project, each in zip(projects, facts, strict=True):
        attachment = store(SimpleUploadedFile("现场.png", PNG), by=users["econ"])
        project.attachments.add(attachment)
        targets["evidence"].append(Target({"pk": project.pk, "attachment_pk": attachment.pk}, each))
        ProjectProgress.objects.create(project=project, period="2016-04").attachments.add(attachment)
        targets["month file"].append(Target({"pk": project.pk, "attachment_pk": attachment.pk}, each))
    for kind in ("stage", "stage of the bureau"):
        events = [(project, StageEvent.objects.create(project=project, stage=project.stage)) for project in projects]
        targets[kind] = [
            Target({"pk": project.pk, "event_pk": event.pk}, each) for (project, event), each in zip(events, facts, strict=True)
        ]
    targets["override"] = [
        Target({"project_pk": project.pk, "pk": _override(project, users).pk}, each) for project, each in zip(projects, facts, strict=True)
    ]
    targets["override"].append(Target({"project_pk": projects[0].pk, "pk": ABSENT}, None))
    targets["kind of project"] = [Target({"kind": kind}, upgrade) for kind in Project.Kind.values]
    targets["kind of sheet"] = [Target({"kind": "support"}, Facts())]
    targets |= {f"table of {name}": [Target({"kind": kind}, Facts())] for name, kind in TABLES.items()}
    targets["person"] = [Target({"pk": User.objects.create(username="newcomer", name="新人").pk}, Facts())]
    batch = ImportBatch.objects.create(
        kind="enterprises", state=ImportBatch.State.COMMITTED, file_name="台账.xlsx", sha256="0" * 64, size=1, uploaded_by=users["econ"]
    )
    targets["batch"] = targets["wiped batch"] = [Target({"pk": batch.pk}, Facts(officer="econ")), Target({"pk": ABSENT}, None)]
    targets["app"] = [
        Target({"app_label": label}, Facts())
        for label in ("zone", "ledgers", "supervision", "merger", "indicators", "enterprises", "projects")
    ]
    _hang_on(targets, firms["GXQ"], projects[0], upgrade, users, departments)
    for kind in ("enterprise", "project", "person"):
        targets[kind].append(Target({"pk": ABSENT}, None))
    standing.ensure_year(period_due(on=today()), on=today())  # what is asked is undone each time: else each look would work the months out
    return users, targets


def _user(person, departments) -> User:
    user = User.objects.create(username=person.username, name=person.username, is_staff=person.is_staff)
    user.groups.set(Group.objects.filter(name=person.role))
    Post.objects.create(user=user, department=departments[person.department], title="科员")
    if person.portfolio:
        Portfolio.objects.create(user=user, department=departments[person.portfolio])
    return user


def _project(facts: Facts, districts, departments, users) -> Project:
    return ProjectFactory(
        kind=facts.kind,
        district=districts[facts.district],
        department=departments[facts.department],
        officer=users.get(facts.officer),
        stage=Stage.UNDER_CONSTRUCTION,
    )


def _override(project, users) -> LightOverride:
    return LightOverride.objects.create(
        project=project,
        light="green",
        reason="现场已核实",
        approved_by=users["deputy"],
        entered_by=users["supervisor"],
        valid_from=date(2016, 7, 1),
        expires_on=date(2016, 7, 31),
    )


def _hang_on(targets, firm, project, upgrade, users, departments) -> None:
    """One record of everything else that the back office lists."""
    supported = Facts(department=ECON, officer="officer")
    indicator = Indicator.objects.create(code="trade", name="社会消费品零售总额", unit="亿元")
    figure = {"indicator": indicator, "district": firm.district, "unit": "亿元", "value": 1}
    made = [
        (indicator, Facts()),
        (IndicatorValue.objects.create(**figure, period="2016-05"), Facts()),
        (IndicatorTarget.objects.create(**figure, year=2016), Facts()),
        (users["officer"], Facts()),
        (Post.objects.first(), Facts()),
        (Portfolio.objects.first(), Facts()),
        (departments[ECON], Facts()),
        (firm.district, Facts()),
        (Setting.objects.create(key="test.limit", value=1), Facts()),
        (CalendarDay.objects.create(day=date(2016, 7, 5), is_working=True), Facts()),
        (Period.objects.create(month="2016-06"), Facts()),
        (Cluster.objects.create(code="test", name="试验产业"), Facts()),
        (DistrictMembership.objects.create(enterprise=firm, district=firm.district), Facts()),
        (SizeStatus.objects.create(enterprise=firm), Facts()),
        (SupportAssignment.objects.create(enterprise=firm, year=2016, officer=users["officer"], department=departments[ECON]), supported),
        (ServiceRequest.objects.create(enterprise=firm, description="用电增容", text_key="用电增容"), supported),
        (OperatingFigure.objects.create(enterprise=firm, period="2016-05", district=firm.district), supported),
        (MonthlyPlan.objects.create(project=project, period="2016-06", amount=1), upgrade),
        (Procedure.objects.create(project=project, item="环评"), upgrade),
        (StageEvent.objects.create(project=project, stage=project.stage), upgrade),
        (ProjectProgress.objects.create(project=project, period="2016-05", state=ProjectProgress.State.CONFIRMED), upgrade),
        (LightRule.objects.create(name="规则", method="points", yellow_at=10, red_at=30), Facts()),
        (project.light_overrides.first(), upgrade),
        (ColumnWord.objects.create(kind="enterprises", field="name", word="户名"), Facts()),
        (KnownLayout.objects.create(kind="enterprises", digest="0" * 64, header="户名", header_rows=1, said_by=users["econ"]), Facts()),
    ]
    for record, facts in made:
        kind = f"backoffice {record._meta.app_label}.{record._meta.model_name}"
        targets[kind] = [Target({"pk": record.pk}, facts), Target({"pk": ABSENT}, None)]
    asked = {"about": project.name, "address": project.get_absolute_url(), "text": "请报送", "department": departments[ECON]}
    entered = {**asked, "entered_by": users["supervisor"], "asked": users["officer"]}
    matters = [
        Reminder.objects.create(given_by=users["supervisor"], **entered),
        Instruction.objects.create(given_by=users["leader"], given_on=date(2016, 7, 1), **entered),
    ]
    for matter in matters:
        targets[matter._meta.model_name] = [Target({"pk": matter.pk}, supported), Target({"pk": ABSENT}, None)]
    task = MergerTask.objects.create(
        plan="方案", number=1, title="资产划转", lead_leader=users["officer"], lead_department=departments[ECON]
    )
    targets["merger task"] = [Target({"pk": task.pk}, supported), Target({"pk": ABSENT}, None)]
    targets["report"] = targets["backoffice projects.projectprogress"]
    targets["month"] = [Target({"month": "2016-06"}, Facts())]
