"""Forms around tools: registration, a content entered by hand, the decision of the office."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError
from courses.tools import selectors
from courses.tools.addresses import checked, is_on
from courses.tools.keysets import read_key
from courses.tools.models import Shown, Tool

MOST_LINES = 20


class AddressField(forms.CharField):
    """A whole address that begins with https://."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=500, widget=forms.TextInput(attrs={"inputmode": "url"}), **kwargs
        )

    def clean(self, value: Any) -> str:
        """Refuse what nobody should be led to."""
        text: str = super().clean(value)
        return _checked(text) if text else ""


def _checked(text: str) -> str:
    try:
        return checked(text)
    except DomainError as error:
        raise ValidationError(str(error)) from None


class ToolForm(forms.Form):
    """The addresses of a tool, as they stand in the other system."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("As learners and authors know it, for example “Moodle of the university”."),
    )
    provider: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Provider"), queryset=None, empty_label=None
    )
    login_url = AddressField(
        label=_("Address for the login"),
        help_text=_("There it is called: Initiate login URL, OIDC login URL."),
    )
    target_url = AddressField(
        label=_("Address for launches"),
        help_text=_("There it is called: Tool URL, Launch URL, Target link URI."),
    )
    redirect_urls = forms.CharField(
        label=_("Addresses for the way back"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("There they are called: Redirection URIs. One a line."),
    )
    choice_url = AddressField(
        label=_("Address for choosing content"),
        required=False,
        help_text=_(
            "There it is called: Content selection URL, Deep linking URL. Empty: authors enter "
            "contents by hand."
        ),
    )
    keys_url = AddressField(
        label=_("Address of the keys"),
        required=False,
        help_text=_("There it is called: Public keyset URL, JWKS URL."),
    )
    public_key = forms.CharField(
        label=_("Or the public key itself"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Only where there is no address of the keys."),
    )
    shown = forms.ChoiceField(label=_("Opens"), choices=Shown.choices, initial=Shown.WINDOW)

    def __init__(self, *args: Any, user: Any, tool: Tool | None = None, **kwargs: Any) -> None:
        if tool is not None:
            initial = {name: getattr(tool, name) for name in self.base_fields}
            lines = "\n".join(tool.redirect_urls)
            kwargs["initial"] = {**initial, "redirect_urls": lines}
        super().__init__(*args, **kwargs)
        field = self.fields["provider"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = selectors.providers_for(user)
        if tool is not None:
            del self.fields["provider"]

    def clean_redirect_urls(self) -> list[str]:
        """Read one address a line."""
        # Twice the same line is no error, and no second address either.
        lines = list(dict.fromkeys(self.cleaned_data["redirect_urls"].split()))
        if len(lines) > MOST_LINES:
            raise ValidationError(_("Enter at most %(count)s addresses.") % {"count": MOST_LINES})
        return [_checked(line) for line in lines]

    def clean_public_key(self) -> str:
        """Refuse what is no public key."""
        text: str = self.cleaned_data["public_key"].strip()
        if text:
            try:
                read_key(text)
            except DomainError as error:
                raise ValidationError(str(error)) from None
        return text

    def clean(self) -> dict[str, Any]:
        """Ask for one way to the keys."""
        cleaned: dict[str, Any] = super().clean() or {}
        keys = ("keys_url", "public_key")
        if not any(cleaned.get(name) or name in self.errors for name in keys):
            self.add_error("keys_url", _("Enter the address of the keys, or the key below."))
        return cleaned


class ContentForm(forms.Form):
    """A content of a tool, entered by hand."""

    title = forms.CharField(label=_("Title"), max_length=160)
    url = forms.CharField(
        label=_("Address in the other system"),
        max_length=1000,
        required=False,
        help_text=_("Leads to this content. Empty: that for launches."),
    )
    custom = forms.CharField(
        label=_("Custom parameters"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("As the other system names them, one a line: id=3f2a"),
    )
    has_score = forms.BooleanField(
        label=_("The content reports results"), required=False, initial=True
    )

    def __init__(self, *args: Any, tool: Tool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tool = tool

    def clean_url(self) -> str:
        """Refuse what lies elsewhere than the tool."""
        url: str = self.cleaned_data["url"].strip()
        if url and not is_on(url, self.tool.origins):
            raise ValidationError(_("This address does not lie on a site of the tool."))
        return url

    def clean_custom(self) -> dict[str, str]:
        """Read one parameter a line."""
        found = {}
        for line in filter(None, map(str.strip, self.cleaned_data["custom"].splitlines())):
            name, mark, value = line.partition("=")
            if not mark or not name.strip():
                raise ValidationError(_("Write each parameter as name=value."))
            found[name.strip()[:100]] = value.strip()[:500]
        return found


class RefusalForm(forms.Form):
    """Why nobody is led to a tool."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("The provider reads this sentence.")
    )
