"""What operators type about a program: who owns it, what it may do, how its secret is renewed."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from campus.records.labels import SCOPES
from campus.records.owners import PLATFORM, Owner, owner_choices, owner_of
from courses.xapi.core.formats import is_iri
from courses.xapi.services import Limits, actor_key_of

HIGHEST_RATE = 1_000_000
MOST_LINES = 500
HOURS = (0, 1, 24, 72, 168)


class Lines(forms.CharField):
    """A list, one entry a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def clean(self, value: Any) -> list[str]:
        """Return the entries, each once."""
        text = super().clean(value)
        entries = list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
        if len(entries) > MOST_LINES:
            raise forms.ValidationError(
                _("Enter %(most)s lines at most.") % {"most": MOST_LINES}, code="too_many"
            )
        return entries


class ClientForm(forms.Form):
    """A new program."""

    name = forms.CharField(
        label=gettext_lazy("Name of the program"),
        max_length=200,
        help_text=gettext_lazy("So that you recognise it, for example: Moodle of the university"),
    )
    owner = forms.ChoiceField(
        label=gettext_lazy("Owner"),
        help_text=gettext_lazy("Programs of the same owner see each other's statements."),
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What it may do"), widget=forms.CheckboxSelectMultiple
    )
    rate = forms.IntegerField(
        label=gettext_lazy("Requests a minute at most"),
        required=False,
        min_value=1,
        max_value=HIGHEST_RATE,
        help_text=gettext_lazy("Empty: no limit"),
    )
    verbs = Lines(
        label=gettext_lazy("Only these verbs"),
        required=False,
        help_text=gettext_lazy("One address a line. Empty: all verbs"),
    )
    actors = Lines(
        label=gettext_lazy("Only these accounts"),
        required=False,
        help_text=gettext_lazy("One account name a line. Empty: all accounts"),
    )
    accounts_only = forms.BooleanField(
        label=gettext_lazy("Name people by opaque accounts only"),
        required=False,
        initial=True,
        help_text=gettext_lazy(
            "Statements with names or e-mail addresses are refused. "
            "Leave this on unless a contract says otherwise."
        ),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"owner": str(Owner(PLATFORM))})
        self.fields["owner"].choices = owner_choices()  # type: ignore[attr-defined]
        self.fields["scopes"].choices = [  # type: ignore[attr-defined]
            (scope, f"{title} – {explanation}") for scope, (title, explanation) in SCOPES.items()
        ]

    def clean_verbs(self) -> list[str]:
        """Refuse what is no address."""
        verbs: list[str] = self.cleaned_data["verbs"]
        for verb in verbs:
            if not is_iri(verb):
                raise forms.ValidationError(
                    _("“%(verb)s” is no whole address. It begins with https:// or http://.")
                    % {"verb": verb}
                )
        return verbs

    @property
    def chosen_owner(self) -> Owner:
        """Return whose program it is to be."""
        return owner_of(self.cleaned_data["owner"])

    @property
    def limits(self) -> Limits:
        """Return what it may write and how often."""
        values = self.cleaned_data
        return Limits(
            rate=values["rate"],
            verbs=values["verbs"],
            actors=[actor_key_of(name) for name in values["actors"]],
            accounts_only=values["accounts_only"],
        )


class RotationForm(forms.Form):
    """For how long the secret before still works."""

    hours = forms.TypedChoiceField(
        label=gettext_lazy("The secret used so far"),
        coerce=int,
        initial=24,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Long enough for somebody to enter the new one in the program."),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["hours"].choices = [  # type: ignore[attr-defined]
            (hours, _hours_words(hours)) for hours in HOURS
        ]

    @property
    def keep_for(self) -> dt.timedelta:
        """Return the time as a span."""
        return dt.timedelta(hours=self.cleaned_data["hours"])


def _hours_words(hours: int) -> str:
    if not hours:
        return _("stops working at once")
    words = ngettext_lazy("works for %(n)d more hour", "works for %(n)d more hours", "n")
    return str(words % {"n": hours})
