"""Declaring to join, and deciding on it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from stdnum.de import leitweg
from stdnum.exceptions import ValidationError as NumberError

from members.cooperative.forms.fields import DayField, ResolutionForm
from members.cooperative.models import MembershipApplication
from members.cooperative.services import Applicant, Declaration


def _choices(name: str) -> Any:
    """Return the choices of a field of the municipality, which organisations keeps."""
    municipality = MembershipApplication._meta.get_field("municipality").related_model
    return municipality._meta.get_field(name).choices  # type: ignore[union-attr]


class ApplicationForm(forms.Form):
    """The declaration of joining with the municipality's master data (§ 15, § 15a GenG)."""

    name = forms.CharField(
        label=_("Official name"), max_length=120, help_text=_("Such as Stadt Musterstadt.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=lambda: _choices("kind"))
    ars = forms.CharField(
        label=_("Regional key (ARS)"),
        validators=[RegexValidator(r"^[0-9]{12}$", _("The ARS has exactly twelve digits."))],
        help_text=_("Twelve digits; it is in the register of municipalities."),
    )
    land = forms.ChoiceField(label=_("Land"), choices=lambda: _choices("land"))
    street = forms.CharField(label=_("Street and number"), max_length=120)
    postcode = forms.CharField(
        label=_("Postcode"),
        validators=[RegexValidator(r"^[0-9]{5}$", _("A postcode has five digits."))],
    )
    city = forms.CharField(label=_("Town"), max_length=80)
    population = forms.IntegerField(
        label=_("Inhabitants"),
        min_value=1,
        max_value=5_000_000,
        help_text=_("The number decides the mandatory shares and the yearly contribution."),
    )
    population_date = DayField(label=_("Inhabitants counted on"), past_only=True)
    leitweg_id = forms.CharField(
        label=_("Leitweg-ID"),
        max_length=46,
        required=False,
        help_text=_("Invoices are sent to this address."),
    )
    invoice_email = forms.EmailField(label=_("E-mail address for invoices"), required=False)
    shares = forms.IntegerField(label=_("Number of shares"), min_value=1, max_value=1000)
    declarant_name = forms.CharField(label=_("Name of the declaring person"), max_length=120)
    declarant_function = forms.CharField(
        label=_("Office held"), max_length=120, help_text=_("Such as mayor.")
    )
    declarant_email = forms.EmailField(label=_("E-mail address for the answer"))
    duty_acknowledged = forms.BooleanField(
        label=_(
            "We undertake to make the payments on the shares that law and statute lay down (§ 15a "
            "GenG)."
        ),
        required=True,
        error_messages={"required": _("Without this duty the declaration has no effect.")},
    )
    statute_received = forms.BooleanField(
        label=_("The statute was made available to us before this declaration."),
        required=True,
        error_messages={"required": _("Please read the statute first and confirm it here.")},
    )

    MUNICIPALITY = [
        "name",
        "kind",
        "ars",
        "land",
        "street",
        "postcode",
        "city",
        "population",
        "population_date",
        "leitweg_id",
        "invoice_email",
    ]
    DECLARATION = ["shares", "declarant_name", "declarant_function", "declarant_email"]
    DUTIES = ["duty_acknowledged", "statute_received"]

    def clean_leitweg_id(self) -> str:
        """Check the digits now; the official rules of the e-invoice never do."""
        value = str(self.cleaned_data["leitweg_id"]).strip()
        if value:
            try:
                leitweg.validate(value)
            except NumberError as error:
                raise ValidationError(
                    _("This Leitweg-ID is not valid. Please check every character."),
                    code="leitweg",
                ) from error
        return value

    def applicant(self) -> Applicant:
        """Return the municipality as declared."""
        return Applicant(**{name: self.cleaned_data[name] for name in self.MUNICIPALITY})

    def declaration(self) -> Declaration:
        """Return the declaration."""
        names = [*self.DECLARATION, *self.DUTIES]
        return Declaration(**{name: self.cleaned_data[name] for name in names})

    def municipality_fields(self) -> list[forms.BoundField]:
        """Return the fields on the municipality."""
        return [self[name] for name in self.MUNICIPALITY]

    def declaration_fields(self) -> list[forms.BoundField]:
        """Return the fields on the declaration."""
        return [self[name] for name in self.DECLARATION]

    def duty_fields(self) -> list[forms.BoundField]:
        """Return the duties, which § 15a GenG wants highlighted."""
        return [self[name] for name in self.DUTIES]


class DecisionForm(ResolutionForm):
    """What the board decided on an application."""

    ADMIT, REFUSE = "admit", "refuse"
    decision = forms.ChoiceField(
        label=_("Decision of the board"),
        choices=[(ADMIT, _("Admit")), (REFUSE, _("Refuse"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason for a refusal"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field_order = ["decision", "number", "decided_on", "text", "reason"]

    def clean(self) -> dict[str, Any] | None:
        """A refusal needs its reason."""
        data = super().clean() or self.cleaned_data
        if data.get("decision") == self.REFUSE and not data.get("reason"):
            self.add_error("reason", _("Please give the reason; the applicant is told it."))
        return data
