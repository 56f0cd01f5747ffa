from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from enterprises.models import Enterprise
from projects.models import conditions
from projects.models.stage import Stage
from projects.models.stage_facts import StageFacts
from zone.lib.database import Unindexed
from zone.models import Attachment, Department, District, Precision
from zone.models.versioned import ImportedQuerySet, Versioned, history
from zone.supervision.models import Instruction, Reminder

# What the list filters by, behind its order: an index that holds them all answers any combination by itself.
NAME = ("name", "id")
FILTERS = (
    "kind",
    "stage",
    "district",
    "department",
    "officer",
    "leader",
    "plan_year",
    "planned_start_by",
    "planned_finish_by",
    "moved_on",
    "enterprise",
)

# Of these those that are asked for by one value, the usual ones first: without the name and the days a third of the room, so that rows are
# counted three times as fast.
EXACT = ("kind", "district", "stage", "department", "officer", "leader")

# What tells, beside the stage, whether somebody must do something about a project, and who.
PRESSING = ("planned_start_by", "planned_finish_by", "plan_year", "department", "leader", "district", "id")


def first_by(field: str) -> tuple[str, ...]:
    """The columns of an index for one value of `field`, in the order of the list."""
    return (field, *NAME, *(other for other in FILTERS if other != field))


def within_reach(user, prefix: str = "", *, department: str = "department", district: str = "district") -> Q:
    """Whether a project lies within the reach of somebody who does not see the whole zone; `prefix` leads to it from another record."""
    reach = user.reach
    mine = Q(**{f"{prefix}officer": user}) | Q(**{f"{prefix}leader": user})
    if reach.departments:
        mine |= Q(**{f"{prefix}{department}__in": reach.departments})
    if reach.by_district:
        mine |= Q(**{f"{prefix}{district}__in": reach.districts})
    return mine if reach.districts is None else mine & Q(**{f"{prefix}{district}__in": reach.districts})


class ProjectQuerySet(ImportedQuerySet):
    imported_parts = ("progress", "monthly_plans", "stage_events", "procedures")

    def visible_to(self, user):
        """Whole-zone roles see every project; others those of their departments, their district, or assigned to themselves."""
        if not user.has_perm("projects.view_project"):
            return self.none()
        return self if user.reach.whole else self.filter(within_reach(user))

    def visible_in_order(self, user):
        """`visible_to`, where the first few of many are wanted in the order of an index, not all of them looked up and sorted."""
        if not user.has_perm("projects.view_project") or user.reach.whole:
            return self.visible_to(user)
        places = {"in_department": Unindexed("department_id"), "in_district": Unindexed("district_id")}
        return self.alias(**places).filter(within_reach(user, department="in_department", district="in_district"))

    def assigned_outside(self, user):
        """Projects that he sees only because they are assigned to himself: in no part of the zone that he sees whole."""
        reach = user.reach
        if reach.whole or reach.by_district:
            return self.none()
        return self.visible_to(user).filter(Q(officer=user) | Q(leader=user)).exclude(department__in=reach.departments)

    def editable_by(self, user):
        """Projects whose facts this person may change: by kind, or his own."""
        kinds = [kind for kind in Project.Kind.values if user.has_perm(f"projects.manage_{kind}")]
        mine = Q(kind__in=kinds)
        if user.has_perm("projects.update_assigned_project"):
            mine |= Q(officer=user)
        return self.visible_to(user).filter(mine)

    def reportable_by(self, user):
        """Projects whose months this person reports: his own, and for his department or district those within his reach."""
        if user.has_perm("projects.report_department"):
            return self.visible_to(user)
        return self.visible_to(user).filter(officer=user) if user.has_perm("projects.report_assigned") else self.none()

    def in_grid(self, period: str):
        """Projects that owe a report for the month (`2016-06`), or have one, which is `own`."""
        own = FilteredRelation("progress", condition=Q(progress__period=period))
        return self.annotate(own=own).filter(conditions.owes_report(period) | Q(own__isnull=False))

    def of_kind(self, kind: str):
        return self.filter(kind=kind)

    def alive(self):
        return self.exclude(stage=Stage.TERMINATED)

    def planned_for(self, year: int):
        """Projects with a plan for this year."""
        return self.filter(plan_year=year)

    def late_to_start(self, *, on: date):
        return self.filter(conditions.late_to_start(on=on))

    def late_to_finish(self, *, on: date):
        return self.filter(conditions.late_to_finish(on=on))

    def late(self, *, on: date):
        return self.filter(conditions.late(on=on))

    def due_between(self, first: date, last: date):
        return self.filter(conditions.due_between(first, last))

    def still_since(self, day: date):
        return self.filter(conditions.still_since(day))

    def not_reported(self, period: str):
        """Projects that owe a report for the month (`2016-06`) and have none, or one that was returned."""
        made = self.model.progress.rel.related_model.objects.standing().filter(project=OuterRef("pk"), period=period)
        return self.filter(conditions.owes_report(period), ~Exists(made))

    def in_stage_since(self, day: date):
        """Not ended, and in the present stage since that day or longer."""
        return self.alive().filter(stage_since__lte=day)


class Project(StageFacts, Versioned):
    """A technical-upgrade or an investment project, once, whatever lists it stands in. Money in 10,000 yuan.

    `catalogue_categories`: numbers in the industrial catalogue by which the office invites investors, as text (5、8).
    """

    class Kind(models.TextChoices):
        TECH_UPGRADE = "tech_upgrade", _("technical upgrade")
        INVESTMENT = "investment", _("investment project")

    class Region(models.TextChoices):
        YANGTZE_DELTA = "yangtze_delta", _("Yangtze River Delta")
        PEARL_DELTA = "pearl_delta", _("Pearl River Delta")
        JING_JIN_JI = "jing_jin_ji", _("Beijing–Tianjin–Hebei")
        NORTHEAST = "northeast", _("the Northeast")
        PROVINCE = "province", _("within the province")
        OVERSEAS = "overseas", _("Hong Kong, Macao, Taiwan and abroad")
        OTHER = "other", _("elsewhere")

    code = models.CharField(_("code"), max_length=30, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    name = models.CharField(_("project"), max_length=120)
    name_key = models.CharField(max_length=120, editable=False)
    search_text = models.TextField(editable=False, default="")
    enterprise = models.ForeignKey(
        Enterprise,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        db_index=False,  # its index holds the id too
        verbose_name=_("enterprise"),
    )
    investor = models.CharField(_("investor"), max_length=120, blank=True)
    investor_key = models.CharField(max_length=120, blank=True, editable=False)
    source_region = models.CharField(_("source region"), max_length=14, choices=Region, blank=True)
    catalogue_categories = models.CharField(_("categories of the catalogue"), max_length=60, blank=True)
    district = models.ForeignKey(District, models.PROTECT, verbose_name=_("district"))
    content = models.CharField(_("content and scale"), max_length=500, blank=True)
    industry_code = models.CharField(_("industry code"), max_length=5, blank=True)
    filing_number = models.CharField(_("filing number"), max_length=60, blank=True)
    filing_key = models.CharField(max_length=60, blank=True, editable=False)
    total_investment = models.DecimalField(_("total planned investment"), max_digits=18, decimal_places=4, null=True, blank=True)
    total_is_approximate = models.BooleanField(_("total is approximate"), default=False)
    equipment_investment = models.DecimalField(_("of which equipment"), max_digits=18, decimal_places=4, null=True, blank=True)
    plan_year = models.PositiveSmallIntegerField(_("year of the plan"), null=True, blank=True)
    annual_plan = models.DecimalField(_("planned for the year"), max_digits=18, decimal_places=4, null=True, blank=True)
    planned_start_on = models.DateField(_("planned start"), null=True, blank=True)
    planned_start_precision = models.CharField(_("precision of the start"), max_length=8, choices=Precision, blank=True)
    planned_start_by = models.DateField(_("last day of the planned start"), null=True, blank=True, editable=False)
    planned_finish_on = models.DateField(_("planned finish"), null=True, blank=True)
    planned_finish_precision = models.CharField(_("precision of the finish"), max_length=8, choices=Precision, blank=True)
    planned_finish_by = models.DateField(_("last day of the planned finish"), null=True, blank=True, editable=False)
    actual_start_on = models.DateField(_("started on"), null=True, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    registered_on = models.DateField(_("registered on"), null=True, blank=True)
    stage = models.CharField(_("stage"), max_length=20, choices=Stage)
    added_output = models.DecimalField(_("added output at capacity"), max_digits=18, decimal_places=4, null=True, blank=True)
    added_profit_tax = models.DecimalField(_("added profit and tax at capacity"), max_digits=18, decimal_places=4, null=True, blank=True)
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="leads_projects",
        verbose_name=_("leader"),
    )
    leader_name = models.CharField(_("leader as written"), max_length=40, blank=True)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("responsible department")
    )
    department_name = models.CharField(_("department as written"), max_length=60, blank=True)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="carries_projects",
        verbose_name=_("responsible person"),
    )
    officer_name = models.CharField(_("officer as written"), max_length=40, blank=True)
    remarks = models.CharField(_("remarks"), max_length=500, blank=True)
    moved_on = models.DateField(_("last movement"), editable=False)
    attachments = models.ManyToManyField(Attachment, blank=True, editable=False, verbose_name=_("attachments"))
    reminders = models.ManyToManyField(Reminder, blank=True, editable=False, related_name="projects", verbose_name=_("reminders"))
    instructions = models.ManyToManyField(Instruction, blank=True, editable=False, related_name="projects", verbose_name=_("instructions"))

    objects = ProjectQuerySet.as_manager()
    history = history(excluded_fields=["search_text"])

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["kind", "name", "id"]
        indexes = [
            models.Index(fields=[*NAME, *FILTERS], name="proj_filters"),
            models.Index(fields=first_by("kind"), name="proj_kind_name"),
            models.Index(fields=first_by("district"), name="proj_district_name"),
            models.Index(fields=first_by("stage"), name="proj_stage_name"),
            models.Index(fields=[*EXACT], name="proj_counted"),
            models.Index(fields=["stage", "moved_on", "planned_start_by", "planned_finish_by", "plan_year", "id"], name="proj_pending"),
            models.Index(fields=["officer", "stage", *PRESSING], name="proj_officer_pressing"),
            models.Index(fields=["enterprise", "id"], name="proj_enterprise"),
            models.Index(fields=["moved_on", "id"], name="proj_moved"),
            models.Index(fields=["stage_since", "id"], name="proj_stage_since"),
            models.Index(fields=["annual_plan", "id"], name="proj_plan"),
            models.Index(fields=["planned_start_by", "id"], name="proj_start"),
            models.Index(fields=["planned_finish_by", "id"], name="proj_finish"),
            models.Index(fields=["name_key"], name="proj_name_key"),
            models.Index(fields=["filing_key"], name="proj_filing_key", condition=~Q(filing_key="")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=~Q(code=""),
                name="proj_code_unique",
                violation_error_code="unique",
                violation_error_message=_("Another project already has this code."),
            ),
            models.CheckConstraint(
                condition=Q(equipment_investment=None)
                | Q(total_investment=None)
                | Q(total_is_approximate=True)
                | Q(equipment_investment__lte=F("total_investment")),
                name="proj_equipment_within_total",
                violation_error_message=_("The equipment costs more than the whole project: please check both figures."),
            ),
            models.CheckConstraint(
                condition=Q(planned_start_on=None) | Q(planned_finish_by=None) | Q(planned_start_on__lte=F("planned_finish_by")),
                name="proj_start_before_finish",
                violation_error_message=_("The planned finish lies before the planned start."),
            ),
            models.CheckConstraint(
                condition=Q(annual_plan=None) | Q(plan_year__isnull=False),
                name="proj_plan_has_year",
                violation_error_message=_("Say for which year the plan is."),
            ),
        ]
        permissions = [
            ("manage_tech_upgrade", _("Manages technical upgrades")),
            ("manage_investment", _("Manages investment projects")),
            ("export_tech_upgrade", _("Can export technical upgrades")),
            ("export_investment", _("Can export investment projects")),
            ("update_assigned_project", _("Updates the projects assigned to himself")),
            ("view_overview", _("Reads the progress pages")),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("projects:project-detail", args=[self.pk])
