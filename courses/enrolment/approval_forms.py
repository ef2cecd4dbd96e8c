"""The form with which somebody refuses a request and proposes something else."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campus.kit.searched import SearchedChoices
from courses.catalogue.choosing import CourseChoices
from courses.enrolment.alternatives import MOST, proposable
from courses.enrolment.models import LONGEST_REASON, Enrolment


class RefusalForm(forms.Form):
    """A reason, and up to three courses that the person may take instead."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The person who asked will read it."),
    )
    instead: Any = CourseChoices(
        queryset=None,
        label=_("Propose instead"),
        required=False,
        widget=SearchedChoices,
        help_text=_(
            "Up to %(most)s courses that your staff can book. The person gets links to them; you "
            "do not learn whether they are followed."
        )
        % {"most": MOST},
    )

    def __init__(self, *args: Any, enrolment: Enrolment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instead"].queryset = proposable(enrolment)  # type: ignore[attr-defined]

    def clean_instead(self) -> list[Any]:
        """Refuse more proposals than help somebody."""
        chosen = list(self.cleaned_data["instead"])
        if len(chosen) > MOST:
            raise forms.ValidationError(
                _("You can propose at most %(most)s other courses. Please leave some out.")
                % {"most": MOST}
            )
        return chosen
