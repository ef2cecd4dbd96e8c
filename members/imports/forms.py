"""Forms of an import."""

from string import ascii_uppercase
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campus.kit import dates
from members.imports.columns import Field
from members.imports.models import ImportRun
from members.imports.planning import Options
from members.imports.reading import MOST_BYTES
from members.imports.services import Wishes
from members.imports.tables import Table
from members.imports.words import FIELD_WORDS

NO_FIELD = ("", _("not taken over"))
PREFIX = "column_"


class DayInput(forms.DateInput):
    """The browser's own choice of a day."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class UploadForm(forms.Form):
    """A list of staff from a spreadsheet."""

    file = forms.FileField(
        label=_("List of staff"),
        help_text=_("Excel workbook (XLSX) or CSV, at most %(most)s MB and 10,000 rows.")
        % {"most": MOST_BYTES // 1_000_000},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        error_messages={
            "required": _("Choose the file with your list of staff."),
            "empty": _("The file is empty. Please choose the file with your list of staff."),
        },
    )


class ColumnsForm(forms.Form):
    """What each column holds, and what is agreed for the whole file."""

    sheet = forms.CharField(required=False, max_length=120, widget=forms.HiddenInput)
    empty_cells = forms.ChoiceField(
        label=_("Empty cells"),
        widget=forms.RadioSelect,
        choices=[
            ("leave", _("leave what the list of staff says")),
            ("erase", _("erase it: position, department, e-mail address, last day")),
        ],
        initial="leave",
    )
    adds_departments = forms.BooleanField(
        label=_("Add departments that do not exist yet"), required=False
    )
    is_complete = forms.BooleanField(
        label=_("The file is complete: whoever is missing in it has left"),
        required=False,
        help_text=_(
            "Their last day is today. People without a personnel number stay. "
            "You see everybody concerned before anything happens."
        ),
    )
    sends_invitations = forms.BooleanField(
        label=_("Invite new people by e-mail"),
        required=False,
        help_text=_("The invitations go out ten minutes after the import, when it is final."),
    )
    first_day = forms.DateField(
        label=_("First day of new people"),
        widget=DayInput,
        help_text=_("It counts where the file does not name a first day."),
    )

    def __init__(self, *args: Any, table: Table, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table = table
        choices = [NO_FIELD, *((field.value, words) for field, words in FIELD_WORDS.items())]
        for index, heading in enumerate(table.headings):
            samples = " · ".join(table.samples(index))
            self.fields[f"{PREFIX}{index}"] = forms.ChoiceField(
                label=heading or _("Column %(letter)s") % {"letter": _letter(index)},
                required=False,
                choices=choices,
                help_text=samples,
            )

    @property
    def column_fields(self) -> list[forms.BoundField]:
        """Return the fields that ask for the meaning of a column."""
        return [self[f"{PREFIX}{index}"] for index in range(len(self.table.headings))]

    def wishes(self) -> Wishes:
        """Return what was chosen."""
        values = self.cleaned_data
        every = range(len(self.table.headings))
        chosen = {index: values[f"{PREFIX}{index}"] for index in every}
        return Wishes(
            sheet=values["sheet"],
            columns={index: Field(name) for index, name in chosen.items() if name},
            options=Options(
                first_day=values["first_day"],
                empty_erases=values["empty_cells"] == "erase",
                adds_departments=values["adds_departments"],
            ),
            is_complete=values["is_complete"],
            sends_invitations=values["sends_invitations"],
            seen=tuple(every),
        )


def _letter(index: int) -> str:
    """Return a column's name as spreadsheets write it."""
    high, low = divmod(index, 26)
    return (ascii_uppercase[high - 1] if high else "") + ascii_uppercase[low]


def initial_of(run: ImportRun, meaning: dict[int, Field]) -> dict[str, Any]:
    """Return what the form shows at first: the guess, or what was chosen before."""
    return {
        **{f"{PREFIX}{index}": field.value for index, field in meaning.items()},
        "sheet": run.sheet,
        "empty_cells": "erase" if run.empty_erases else "leave",
        "adds_departments": run.adds_departments,
        "is_complete": run.is_complete,
        "sends_invitations": run.sends_invitations,
        "first_day": run.first_day or dates.today(),
    }
