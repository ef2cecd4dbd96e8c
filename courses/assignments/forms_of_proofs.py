"""Forms about single people: proofs, exemptions, lists of earlier proofs."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.assignments import accepted
from members.people import naming

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from members.people.models import Employment


class Day(forms.DateField):
    """A day, with the browser's calendar."""

    def __init__(self, **kwargs: Any) -> None:
        picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=picker, **kwargs)


class ProofForm(forms.Form):
    """A proof from elsewhere."""

    on = Day(label=gettext_lazy("Day on the proof"))
    until = Day(
        label=gettext_lazy("Valid until"),
        required=False,
        help_text=gettext_lazy("Empty: by the rule of this obligation."),
    )
    document = forms.FileField(
        label=gettext_lazy("Document"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy("PDF, PNG or JPEG, at most 5 MB. Only human resources read it."),
    )


class AcceptedProofs(forms.CharField):
    """Names of proofs from elsewhere, one a line."""

    def __init__(self, **kwargs: Any) -> None:
        usual = {
            "label": gettext_lazy("Proofs from elsewhere that fulfil it"),
            "help_text": gettext_lazy(
                "One a line, named as they are called elsewhere, for example: First aider. "
                "The name alone never counts: only what stands here does."
            ),
            "widget": forms.Textarea(attrs={"rows": 3}),
        }
        super().__init__(required=False, **{**usual, **kwargs})

    def clean(self, value: Any) -> list[str]:  # type: ignore[override]
        """Return the names; refuse too many and too long ones."""
        names = accepted.names_in(super().clean(value))
        if len(names) > accepted.MOST:
            words = _("At most %(n)d proofs, please.")
            raise forms.ValidationError(words % {"n": accepted.MOST})
        for name in names:
            if len(name) > accepted.LONGEST:
                words = _("Please name it in at most %(n)d letters: %(name)s …")
                raise forms.ValidationError(words % {"n": accepted.LONGEST, "name": name[:40]})
        return names


class AcceptedForm(forms.Form):
    """Which proofs from elsewhere fulfil an obligation."""

    accepted_proofs = AcceptedProofs()


class RevokeForm(forms.Form):
    """Why a proof is taken away."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=240,
        help_text=gettext_lazy("The person reads it in the own data."),
    )


class AllowForm(forms.Form):
    """Until when somebody counts as valid without a proof, and why."""

    until = Day(label=gettext_lazy("Counts as valid until"))
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=240)


class ExemptionForm(forms.Form):
    """Whose clock stands still, from when to when; nobody asks why."""

    who = forms.CharField(
        label=gettext_lazy("Who"),
        max_length=200,
        help_text=gettext_lazy("Personnel number, e-mail address or full name."),
    )
    begins_on = Day(label=gettext_lazy("First day"))
    ends_on = Day(
        label=gettext_lazy("Last day"),
        required=False,
        help_text=gettext_lazy("Leave it empty if it is not known yet."),
    )

    def __init__(self, *args: Any, staff: "QuerySet[Employment]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.staff = staff

    def clean(self) -> dict[str, Any]:
        """Find the person."""
        data = dict(super().clean() or {})
        who = data.pop("who", "")
        found = naming.named(self.staff, [who])[0] if who else ""
        if isinstance(found, str):
            if found:
                self.add_error("who", found)
        else:
            data["employment"] = found
        return data


class EndForm(forms.Form):
    """The last day of an exemption."""

    on = Day(label=gettext_lazy("Last day"))


class ListForm(forms.Form):
    """A list of earlier proofs."""

    list = forms.FileField(
        label=gettext_lazy("List"),
        help_text=gettext_lazy("XLSX or CSV, as your spreadsheet saves it."),
    )
