"""The form that names a deputy."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campus.kit import dates


class DeputyForm(forms.Form):
    """Who, and from when to when."""

    typed = forms.CharField(
        label=_("Colleague"),
        max_length=254,
        help_text=_("E-mail address or personnel number"),
    )
    first_day = forms.DateField(
        label=_("First day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    last_day = forms.DateField(
        label=_("Last day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first_day"].initial = dates.today()
