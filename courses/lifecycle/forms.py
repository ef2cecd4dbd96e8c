"""What authors say about the life of a module."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campus.kit import dates
from courses.lifecycle import selectors
from courses.lifecycle.models import LONGEST_NAME

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage
    from courses.modules.models import Module

MORE_SOURCES = 2


class DateInput(forms.DateInput):
    """A day, chosen or typed."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class UpkeepForm(forms.Form):
    """Who looks after it, until when it holds, when it is published."""

    owner: Any = forms.ModelChoiceField(
        label=_("Who looks after it"),
        queryset=None,
        required=False,
        empty_label=_("everybody who writes for the provider"),
        help_text=_("Gets the reminder."),
    )
    checked_on = forms.DateField(
        label=_("Last checked on"),
        required=False,
        widget=DateInput,
        help_text=_("Stands on the course page."),
    )
    review_by = forms.DateField(label=_("To be checked again by"), required=False, widget=DateInput)
    go_live_at = forms.DateTimeField(
        label=_("Publish on"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("What is released before waits until then and is published at once."),
    )

    def __init__(self, *args: Any, module: "Module", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["owner"]
        field.queryset = selectors.people_of(module)  # type: ignore[attr-defined]
        field.label_from_instance = lambda user: user.get_full_name() or user.username  # type: ignore[attr-defined]

    def clean_checked_on(self) -> Any:
        """Refuse a day to come: nothing was checked then."""
        day = self.cleaned_data["checked_on"]
        if day and day > dates.today():
            raise forms.ValidationError(_("This day has not come yet."))
        return day


class SourceForm(forms.Form):
    """One legal source; empty the name to remove it."""

    name = forms.CharField(label=_("Law or standard"), max_length=LONGEST_NAME, required=False)
    clause = forms.CharField(label=_("Clause"), max_length=80, required=False)
    url = forms.URLField(label=_("Link"), required=False, assume_scheme="https")
    checked_on = forms.DateField(label=_("Checked on"), required=False, widget=DateInput)

    def clean(self) -> dict[str, Any]:
        """Ask for the name where anything else was typed."""
        data: dict[str, Any] = super().clean() or {}
        if not data.get("name") and (data.get("clause") or data.get("url")):
            self.add_error("name", _("Name the law or standard."))
        return data


SourceFormSet = forms.formset_factory(SourceForm, extra=MORE_SOURCES)


class RetireForm(forms.Form):
    """From when on, and what follows."""

    on = forms.DateField(label=_("Closed from"), widget=DateInput)
    successor: Any = forms.ModelChoiceField(
        label=_("Successor"),
        queryset=None,
        required=False,
        empty_label=_("no successor"),
        help_text=_("The old page leads there."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=240,
        required=False,
        help_text=_("Stands on the old page, for example: replaced after the reform of the law."),
    )

    def __init__(self, *args: Any, course: "CoursePage", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = selectors.successors_for(course)  # type: ignore[attr-defined]
