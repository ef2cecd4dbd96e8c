"""The form by which somebody gets extra time. It has no field for a reason, on purpose."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.learning import rules

if TYPE_CHECKING:
    from members.accounts.models import User

MOST_PERCENT = 300
MOST_MINUTES = 480
MOST_ATTEMPTS = 10
AMOUNTS = ("percent", "minutes", "attempts")


class ModuleChoice(forms.ModelChoiceField):
    """A choice of modules, named by their course."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the title of the course."""
        return str(obj.course.title)


class ExtraTimeForm(forms.Form):
    """Who gets how much more time, or how many more attempts, in the tests of which course."""

    module = ModuleChoice(label=_("Course"), queryset=None, empty_label=_("Choose a course"))
    who = forms.CharField(
        label=_("E-mail address or user name"),
        max_length=254,
        help_text=_("Exactly as the person signs in. The person has to have a seat in the course."),
    )
    percent = forms.IntegerField(
        label=_("More time in per cent"),
        min_value=0,
        max_value=MOST_PERCENT,
        required=False,
        help_text=_("For example 25 or 50."),
    )
    minutes = forms.IntegerField(
        label=_("More time in minutes"), min_value=0, max_value=MOST_MINUTES, required=False
    )
    attempts = forms.IntegerField(
        label=_("More attempts at graded tests"),
        min_value=0,
        max_value=MOST_ATTEMPTS,
        required=False,
    )

    def __init__(self, *args: Any, by: "User", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["module"].queryset = rules.modules_for_extra_time(by)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Find the seat, and refuse to grant nothing."""
        cleaned: dict[str, Any] = super().clean() or {}
        amounts = {name: cleaned.get(name) or 0 for name in AMOUNTS}
        if not self.errors and not any(amounts.values()):
            words = _("Enter in one of the fields how much more time or how many more attempts.")
            self.add_error("percent", words)
        if "module" in cleaned and "who" in cleaned:
            cleaned["seat"] = self._seat(cleaned["module"], cleaned["who"].strip())
        return {**cleaned, **amounts}

    def _seat(self, module: Any, who: str) -> Any:
        """Return the person's seat in the course; say so where there is none."""
        named = Q(person__email__iexact=who) | Q(person__user__username__iexact=who)
        seats = rules.seats_for_extra_time(self.by).filter(
            named | Q(person__user__email__iexact=who), version__module=module
        )
        found = seats.select_related("person", "version").order_by("-pk").first()
        if found is None:
            self.add_error(
                "who",
                _("Nobody with this address or user name has a seat in this course at present."),
            )
        return found
