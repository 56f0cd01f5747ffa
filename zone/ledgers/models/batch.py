import secrets
from collections.abc import Sequence

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zone.lib.showing import month_words


def new_folder() -> str:
    return secrets.token_hex(16)


class ImportBatchQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A stored upload belongs to whoever sent it."""
        return self.filter(uploaded_by=user)

    def told_to(self, user, kinds: Sequence[str]):
        """Those of which this person hears: his own, and what others saved of these kinds, which are his to import too. Whose files and
        pages they are is another matter (`visible_to`)."""
        states = ImportBatch.State
        saved = models.Q(state__in=[states.COMMITTED, states.UNDOING, states.UNDONE], kind__in=kinds)
        return self.filter(models.Q(uploaded_by=user) | saved) if user.reach.whole else self.visible_to(user)

    def saved_before(self, batch: "ImportBatch"):
        """Saved batches of the same bytes, or of the same sheet saved anew with other bytes, newest first."""
        same = models.Q(sha256=batch.sha256)
        if batch.content:
            same |= models.Q(content=batch.content)
        return self.filter(same, state=ImportBatch.State.COMMITTED, pk__lt=batch.pk)


class ImportBatch(models.Model):
    """One spreadsheet on its way in: uploaded, understood, previewed, committed, perhaps undone. Its files lie in a private folder of a
    random name and are wiped after a set time; the batch itself and the history of what it wrote stay."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("uploaded")
        READING = "reading", _("being read")
        PREVIEWED = "previewed", _("previewed")
        COMMITTING = "committing", _("being saved")
        COMMITTED = "committed", _("saved")
        UNDOING = "undoing", _("being undone")
        UNDONE = "undone", _("undone")
        REFUSED = "refused", _("cannot be read")
        INTERRUPTED = "interrupted", _("interrupted")
        CANCELLED = "cancelled", _("cancelled")

    kind = models.CharField(_("kind of sheet"), max_length=20)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.UPLOADED)
    file_name = models.CharField(_("file"), max_length=200)
    folder = models.CharField(max_length=32, unique=True, default=new_folder, editable=False)
    sha256 = models.CharField(max_length=64)
    # Digest of what was read of it (zone.ledgers.content); "" where it was never understood.
    content = models.CharField(max_length=64, blank=True, editable=False)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    options = models.JSONField(default=dict)
    sheet = models.CharField(_("worksheet"), max_length=60, blank=True)
    period = models.CharField(_("period"), max_length=7, blank=True)
    unit = models.CharField(_("unit"), max_length=12, blank=True)
    rows_read = models.PositiveIntegerField(_("rows read"), default=0)
    rows_new = models.PositiveIntegerField(_("new"), default=0)
    rows_changed = models.PositiveIntegerField(_("changed"), default=0)
    rows_unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    rows_rejected = models.PositiveIntegerField(_("rejected"), default=0)
    good_rows_only = models.BooleanField(_("good rows only"), default=False)
    refusal = models.JSONField(default=dict)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="import_batches",
        verbose_name=_("uploaded by"),
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    committed_at = models.DateTimeField(_("saved at"), null=True)
    undone_at = models.DateTimeField(_("undone at"), null=True)
    undone = models.JSONField(_("what undoing it did"), default=dict, editable=False)
    wiped_at = models.DateTimeField(_("files wiped at"), null=True)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("import batch")
        verbose_name_plural = _("import batches")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["sha256"], name="ledgers_batch_sha256"),
            models.Index(fields=["content"], name="ledgers_batch_content"),
        ]
        default_permissions = ["view"]
        permissions = [
            ("import_enterprises", _("Imports enterprise ledgers")),
            ("import_support", _("Imports support tables")),
            ("import_tech_upgrade", _("Imports technical-upgrade plans")),
            ("import_investment", _("Imports investment dispatch tables")),
            ("import_progress", _("Imports monthly progress")),
            ("import_merger", _("Imports merger tasks")),
            ("import_indicators", _("Imports main indicators")),
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("ledgers:batch-detail", args=[self.pk])

    @property
    def is_previewed(self) -> bool:
        """Whether its preview is whole and may be saved; also after a saving that was interrupted or cancelled and has written nothing."""
        code = {self.State.INTERRUPTED: "saving_interrupted", self.State.CANCELLED: "saving_cancelled"}.get(self.state)
        is_cut = code is not None and self.refusal.get("code") == code
        return self.state == self.State.PREVIEWED or is_cut

    @property
    def rows_good(self) -> int:
        """Rows without an error."""
        return self.rows_new + self.rows_changed + self.rows_unchanged

    @property
    def month_words(self) -> str:
        """Of which month the sheet speaks, if it does."""
        return month_words(self.period) if self.period else ""

    @property
    def asked_kind(self) -> str:
        """The kind that the user named; `auto` where it was to be recognised. `kind` becomes what was recognised."""
        return self.options.get("kind") or self.kind
