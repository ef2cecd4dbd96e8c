"""Forms of sign-in by a municipality's own accounts."""

import re
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.sign_on.attributes import Field
from members.sign_on.models import Connection
from members.sign_on.selectors import domain_names, offered_for
from members.sign_on.services import Details

MOST_FILE_BYTES = 500_000
DOMAIN = re.compile(r"^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$")
PREFIX = "attribute_"
FIELD_LABELS: dict[Field, Any] = {
    Field.FIRST_NAME: _("First name"),
    Field.LAST_NAME: _("Last name"),
    Field.EMAIL: _("E-mail address"),
    Field.NUMBER: _("Personnel number"),
    Field.DEPARTMENT: _("Department"),
}


class EntranceForm(forms.Form):
    """Who somebody is: an address whose domain decides, or the municipality by name."""

    email = forms.EmailField(
        label=_("Your work e-mail address"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    place = forms.ChoiceField(label=_("Or choose your municipality"), required=False)

    def __init__(self, *args: Any, places: QuerySet[Connection], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places
        field: Any = self.fields["place"]
        field.choices = [("", _("Please choose"))] + [
            (one.municipality.slug, one.municipality.name) for one in places
        ]

    def clean(self) -> dict[str, Any]:
        """Find the connection; a chosen municipality outweighs the address."""
        cleaned: dict[str, Any] = super().clean() or {}
        email, place = cleaned.get("email"), cleaned.get("place")
        found = self.places.filter(municipality__slug=place).first() if place else None
        if found is None and email:
            found = offered_for(email)
            if found is None:
                self.add_error(
                    "email",
                    _(
                        "This address belongs to no municipality that signs in this way. Choose "
                        "yours below, or sign in with login name and password."
                    ),
                )
        elif found is None and not self.errors:
            self.add_error("email", _("Enter your address or choose your municipality."))
        cleaned["connection"] = found
        return cleaned


class CodeForm(forms.Form):
    """The code from the e-mail."""

    code = forms.CharField(
        label=_("Code from the e-mail"),
        help_text=_("Eight digits, valid for 15 minutes."),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "size": "10"}
        ),
        error_messages={"required": _("Enter the code from the e-mail.")},
    )


class ConnectionForm(forms.Form):
    """How the municipality's identity provider is reached, and what is taken over from it."""

    protocol = forms.ChoiceField(
        label=_("Which way does your identity provider use?"),
        widget=forms.RadioSelect,
        choices=[
            (
                Connection.Protocol.OIDC.value,
                _("OpenID Connect: recommended for Entra ID, Keycloak and others"),
            ),
            (Connection.Protocol.SAML.value, _("SAML 2.0: for ADFS, Shibboleth and older ones")),
        ],
        initial=Connection.Protocol.OIDC.value,
    )
    issuer = forms.URLField(
        label=_("Issuer"),
        help_text=_("For example https://login.stadt.example/realms/rathaus"),
        max_length=300,
        error_messages={"required": _("Enter the issuer of your identity provider.")},
        assume_scheme="https",
    )
    client_id = forms.CharField(
        label=_("Client ID"),
        max_length=191,
        error_messages={
            "required": _("Enter the client ID that your identity provider has given.")
        },
    )
    secret = forms.CharField(
        label=_("Client secret"),
        max_length=500,
        error_messages={"required": _("Enter the client secret.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_(
            "Is stored encrypted and never shown again. Leave empty to keep the stored one."
        ),
    )
    metadata_url = forms.URLField(
        label=_("Address of the metadata"),
        help_text=_("Is looked up again every day, so that new certificates are known in time."),
        required=False,
        max_length=500,
        assume_scheme="https",
    )
    metadata_file = forms.FileField(
        label=_("Or a file with the metadata"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".xml"}),
    )
    domains = forms.CharField(
        label=_("Mail domains of your staff"),
        help_text=_("One per line, such as stadt.example. Only addresses of these are accepted."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Enter at least one mail domain.")},
    )
    creates_people = forms.BooleanField(
        label=_("Add staff who are not on the list yet on their first sign-in"),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, connection: Connection | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.connection = connection
        self._ask_for_openid()
        for field, label in FIELD_LABELS.items():
            self.fields[PREFIX + field] = forms.CharField(
                label=label, required=False, max_length=200
            )

    @property
    def attribute_fields(self) -> list[forms.BoundField]:
        """Return the fields of the mapping."""
        return [self[PREFIX + field] for field in FIELD_LABELS]

    def clean_domains(self) -> tuple[str, ...]:
        """Return the domains in small letters, each once."""
        typed = self.cleaned_data["domains"].lower().replace(",", " ").replace(";", " ").split()
        names = tuple(dict.fromkeys(name.lstrip("@") for name in typed))
        wrong = [name for name in names if not DOMAIN.match(name)]
        if wrong:
            raise forms.ValidationError(
                gettext("“%(name)s” is not a mail domain. Enter what stands after the @.")
                % {"name": wrong[0]}
            )
        return names

    def clean_metadata_file(self) -> bytes:
        """Return the content of a file that is not too large."""
        upload = self.cleaned_data["metadata_file"]
        if not upload:
            return b""
        if upload.size > MOST_FILE_BYTES:
            raise forms.ValidationError(_("This file is too large for metadata."))
        return bytes(upload.read())

    def clean(self) -> dict[str, Any]:
        """Ask for what the chosen way needs."""
        cleaned: dict[str, Any] = super().clean() or {}
        given = cleaned.get("metadata_url") or cleaned.get("metadata_file")
        is_saml = cleaned.get("protocol") == Connection.Protocol.SAML
        if is_saml and not (given or self._is_same() or self.errors):
            self.add_error("metadata_url", _("Enter the address of the metadata, or a file."))
        return cleaned

    def _ask_for_openid(self) -> None:
        """Need what belongs to OpenID Connect only where it is chosen, and a secret only once."""
        is_openid = not self.is_bound or self.data.get("protocol") != Connection.Protocol.SAML
        known = self.connection
        has_secret = known is not None and self._is_same() and bool(known.sealed_secret)
        self.fields["issuer"].required = self.fields["client_id"].required = is_openid
        self.fields["secret"].required = is_openid and not has_secret

    def _is_same(self) -> bool:
        """Tell whether the connection already uses the chosen way."""
        chosen = self.data.get("protocol") if self.is_bound else self.initial.get("protocol")
        return self.connection is not None and self.connection.protocol == chosen

    def details(self) -> Details:
        """Return what was entered."""
        cleaned = self.cleaned_data
        chosen = {field: cleaned[PREFIX + field].strip() for field in FIELD_LABELS}
        return Details(
            protocol=cleaned["protocol"],
            issuer=cleaned["issuer"],
            client_id=cleaned["client_id"].strip(),
            secret=cleaned["secret"].strip(),
            metadata_url=cleaned["metadata_url"],
            metadata_file=cleaned["metadata_file"],
            domains=cleaned["domains"],
            attributes={field.value: name for field, name in chosen.items() if name},
            creates_people=cleaned["creates_people"],
        )


def initial_of(connection: Connection | None) -> dict[str, Any]:
    """Return what the form shows of a connection; never the secret."""
    if connection is None:
        return {}
    return {
        "protocol": connection.protocol,
        "issuer": "" if connection.is_saml else connection.issuer,
        "client_id": connection.client_id,
        "metadata_url": connection.metadata_url,
        "domains": "\n".join(domain_names(connection)),
        "creates_people": connection.creates_people,
        **{PREFIX + field: name for field, name in connection.attributes.items()},
    }


class OnlyWayForm(forms.Form):
    """Who keeps the spare key when passwords are refused."""

    spare_key: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Who keeps the spare key?"),
        help_text=_(
            "Somebody of human resources with an own password, who can still sign in with it when "
            "your identity provider fails."
        ),
        queryset=None,
        error_messages={"required": _("Choose who keeps the spare key.")},
    )

    def __init__(self, *args: Any, keepers: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["spare_key"]
        field.queryset = keepers
