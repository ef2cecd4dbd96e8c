"""The form of a group of municipalities."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campus.kit.searched import SearchedChoices
from courses.enrolment.models import MunicipalityGroup
from members.organisations import selectors as organisations


class GroupForm(forms.ModelForm):
    """A name, and who belongs to the group: by rule, one by one, or both."""

    class Meta:
        model = MunicipalityGroup
        fields = ("name", "land", "population_from", "population_to", "municipalities")
        help_texts = {
            "land": _("With inhabitants: both have to fit. A later member who fits belongs to it."),
            "municipalities": _("Belong to the group whatever their Land and inhabitants."),
        }
        widgets = {"municipalities": SearchedChoices}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lands = [("", _("any")), *organisations.lands().items()]
        self.fields["land"] = forms.ChoiceField(
            label=_("Land"),
            choices=lands,
            required=False,
            help_text=self.fields["land"].help_text,
        )
        towns: Any = self.fields["municipalities"]
        towns.queryset = organisations.open_municipalities()

    def clean(self) -> dict[str, Any]:
        """Refuse a group to which nobody can belong."""
        cleaned: dict[str, Any] = super().clean() or {}
        low, high = cleaned.get("population_from"), cleaned.get("population_to")
        if low is not None and high is not None and high < low:
            self.add_error("population_to", _("The second number is smaller than the first."))
        named = ("land", "population_from", "population_to", "municipalities")
        if not self.errors and not any(cleaned.get(name) for name in named):
            self.add_error("land", _("Please say who belongs to the group: by rule or by name."))
        return cleaned
