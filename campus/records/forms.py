"""What operators type: by what the statements are filtered."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campus.records.selectors import Program
from campus.records.words import VERBS, verb_words
from courses.xapi import selectors as store
from courses.xapi.core.keys import index_key

PAGE = 50
PLATFORM = "platform"
_INSTANT = dt.timedelta(microseconds=1)


class TimelineFilter(forms.Form):
    """The filters of the list; an empty one does not filter."""

    verb = forms.ChoiceField(label=_("What was done"), required=False)
    program = forms.ChoiceField(label=_("Source"), required=False)
    activity = forms.CharField(
        label=_("Activity"),
        required=False,
        max_length=2000,
        help_text=_("The whole address that names the activity"),
    )
    registration = forms.UUIDField(label=_("Registration"), required=False)
    since = forms.DateField(label=_("Stored from"), required=False)
    until = forms.DateField(label=_("Stored up to"), required=False)
    id = forms.UUIDField(label=_("Number of the statement"), required=False)

    def __init__(self, data: Any, programs: Sequence[Program]) -> None:
        super().__init__(data)
        self.programs = {str(program.client.pk): program for program in programs}
        choices = [(key, f"{each.client} – {each.owner}") for key, each in self.programs.items()]
        self.fields["program"].choices = [  # type: ignore[attr-defined]
            ("", _("all")),
            (PLATFORM, _("The platform itself")),
            *choices,
        ]
        self.fields["verb"].choices = [("", _("all")), *self._verbs()]  # type: ignore[attr-defined]
        for name in ("since", "until"):
            self.fields[name].widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def _verbs(self) -> list[tuple[str, str]]:
        """Return the verbs in use here, and the one a reader has followed from a statement."""
        known = {iri: verb_words({"id": iri}) for iri in VERBS}
        asked = str(self.data.get("verb", ""))
        if asked.startswith(("http://", "https://")) and asked not in known:
            known[asked] = asked
        return sorted(known.items(), key=lambda pair: pair[1])

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        values = super().clean() or {}
        since, until = values.get("since"), values.get("until")
        if since and until and until < since:
            self.add_error("until", _("The end lies before the beginning."))
        return values

    @property
    def authority_key(self) -> str:
        """Return whose statements are wanted, empty for all."""
        chosen = self.cleaned_data["program"]
        if not chosen:
            return ""
        return store.authority_key(None if chosen == PLATFORM else self.programs[chosen].client)

    def filters(self, place: dict[str, Any]) -> store.Filters:
        """Return what was typed as the store understands it, at a place of the list."""
        values = self.cleaned_data
        return store.Filters(
            verb=index_key(values["verb"]),
            activity_key=index_key(values["activity"].strip()),
            related_activities=True,
            registration=values["registration"],
            since=_begin(values["since"]) - _INSTANT if values["since"] else None,
            until=_begin(values["until"] + dt.timedelta(days=1)) - _INSTANT
            if values["until"]
            else None,
            limit=PAGE,
            **place,
        )

    def used(self) -> dict[str, str]:
        """Return the filters in use, for the log."""
        return {name: str(value) for name, value in self.cleaned_data.items() if value}


def _begin(day: dt.date) -> dt.datetime:
    """Return the first instant of a day in the platform's time zone."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
