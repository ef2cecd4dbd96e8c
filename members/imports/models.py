"""An import of staff: file, preview, what was written. Kept for days, not for years."""

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campus.kit import dates
from campus.kit.states import StateTable
from campus.kit.undoing import Undoable
from members.imports.columns import Field
from members.imports.planning import Action, Options

# A preview that nobody confirms, and the rows of a run that is done.
DRAFT_KEPT_FOR = dt.timedelta(days=2)
ROWS_KEPT_FOR = dt.timedelta(days=14)


class ImportProfile(models.Model):
    """What a municipality has chosen before: the meaning of its columns."""

    municipality = models.OneToOneField(
        "organisations.Municipality", on_delete=models.CASCADE, related_name="import_profile"
    )
    # {"<heading in its normal form>": "<field or nothing>"}
    headings = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("choices for imports")
        verbose_name_plural = _("choices for imports")

    def __str__(self) -> str:
        return str(self.municipality)


class ImportRun(Undoable, models.Model):
    """One file from its upload to the end of the time in which it can be undone."""

    class State(models.TextChoices):
        DRAFT = "draft", _("columns to be chosen")
        CHECKED = "checked", _("preview, nothing written")
        WAITING = "waiting", _("waits for a second person")
        RUNNING = "running", _("is being written")
        DONE = "done", _("written")
        UNDOING = "undoing", _("is being undone")
        UNDONE = "undone", _("undone")

    MOVES = StateTable(
        {
            State.DRAFT: {State.CHECKED},
            State.CHECKED: {State.CHECKED, State.WAITING, State.RUNNING},
            State.WAITING: {State.CHECKED, State.RUNNING},
            State.RUNNING: {State.DONE},
            State.DONE: {State.UNDOING},
            State.UNDOING: {State.UNDONE},
        }
    )

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(
        "organisations.Municipality", on_delete=models.CASCADE, related_name="import_runs"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=dates.now, editable=False)
    file_name = models.CharField(max_length=120)
    # Packed with zlib; forgotten as soon as the rows are written.
    content = models.BinaryField(default=bytes, editable=False)
    sheet = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    # {"<position of the column>": "<field>"}
    columns = models.JSONField(default=dict)
    # The first row of the sheet, for the file of rows to be corrected.
    headings = models.JSONField(default=list)
    first_day = models.DateField(default=dates.today)
    empty_erases = models.BooleanField(default=False)
    adds_departments = models.BooleanField(default=False)
    is_complete = models.BooleanField(default=False)
    sends_invitations = models.BooleanField(default=True)
    planned_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    # What another one decides on, where two are needed; stays for the reason of a refusal.
    proposal = models.ForeignKey(
        "second_person.Proposal", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    touched_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    invited_at = models.DateTimeField(null=True, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    # {"<action>": number of rows}, for the list of earlier imports
    summary = models.JSONField(default=dict)
    # Keys of the departments that the run has added.
    added_departments = models.JSONField(default=list)

    class Meta:
        verbose_name = _("import of staff")
        verbose_name_plural = _("imports of staff")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality"],
                condition=Q(state__in=["running", "undoing"]),
                name="imports_one_at_a_time",
                violation_error_message=_("Another import is running."),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def meaning(self) -> dict[int, Field]:
        """Return what each chosen column holds."""
        return {int(index): Field(name) for index, name in self.columns.items()}

    @property
    def options(self) -> Options:
        """Return what was agreed for the whole file."""
        return Options(
            first_day=self.first_day,
            empty_erases=self.empty_erases,
            adds_departments=self.adds_departments,
        )

    @property
    def stamp(self) -> str:
        """Return what ties a confirmation to the preview that was seen."""
        return self.planned_at.isoformat() if self.planned_at else ""

    @property
    def is_sealed(self) -> bool:
        """Tell whether whom it has added was invited."""
        return self.invited_at is not None


STATE_WORDS = dict(ImportRun.State.choices)


class ImportRow(models.Model):
    """One row of the file, or one person who is missing in a file that should be complete."""

    class Outcome(models.TextChoices):
        OPEN = "", _("not written yet")
        DONE = "done", _("written")
        REFUSED = "refused", _("refused")
        UNDONE = "undone", _("undone")
        KEPT = "kept", _("could not be undone")

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows")
    # As the spreadsheet counts; nothing for people who are missing in the file.
    number = models.PositiveIntegerField(null=True, blank=True)
    name = models.CharField(max_length=170, blank=True)
    cells = models.JSONField(default=list)
    action = models.CharField(max_length=6, choices=[(one.value, one.value) for one in Action])
    employment = models.ForeignKey(
        "people.Employment", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # [["<field>", "<old>", "<new>"]]
    changes = models.JSONField(default=list)
    faults = models.JSONField(default=list)
    hints = models.JSONField(default=list)
    outcome = models.CharField(max_length=7, choices=Outcome.choices, blank=True, default="")
    note = models.CharField(max_length=300, blank=True)
    # What it takes to undo the row.
    before = models.JSONField(default=dict)
    invited = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of an import")
        ordering = [models.F("number").asc(nulls_last=True), "pk"]
        indexes = [models.Index(fields=["run", "action"], name="imports_row_action")]

    def __str__(self) -> str:
        return f"{self.number}: {self.name}"

    @property
    def changed_fields(self) -> dict[str, Any]:
        """Return the new values by field."""
        return {field: new for field, _old, new in self.changes}
