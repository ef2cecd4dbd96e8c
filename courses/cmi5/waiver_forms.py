"""The forms by which somebody is spared a unit."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.cmi5 import rules, selectors

if TYPE_CHECKING:
    from members.accounts.models import User


class LearnerForm(forms.Form):
    """Whose units are meant: named exactly, so that nobody leafs through learners."""

    who = forms.CharField(
        label=_("E-mail address or user name"),
        max_length=254,
        help_text=_("Exactly as the person signs in. The person has to have a seat in the course."),
    )

    def __init__(self, *args: Any, by: "User", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by

    def clean_who(self) -> str:
        """Find the seats; say so where there are none."""
        who = str(self.cleaned_data["who"]).strip()
        named = Q(person__email__iexact=who) | Q(person__user__username__iexact=who)
        seats = rules.seats_to_waive(self.by).filter(named | Q(person__user__email__iexact=who))
        self.cleaned_data["seats"] = list(seats)
        if not self.cleaned_data["seats"]:
            raise forms.ValidationError(
                _("Nobody with this address or user name has a seat in one of your courses.")
            )
        return who


class WaiverForm(forms.Form):
    """Why a unit is waived; cmi5 names the reasons."""

    place = forms.CharField(max_length=240, widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[("", _("Choose a reason")), *selectors.REASONS.items()],
        error_messages={"required": _("Choose a reason.")},
    )
