"""Forms of people who come in by an invitation, and of their own account."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import (
    validate_password,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from members.accounts import selectors as accounts
from members.accounts.models import User
from members.people import secret_codes
from members.people.errors import LoginNameTaken


class AccessCodeForm(forms.Form):
    """The code of a letter."""

    code = forms.CharField(
        label=_("Access code"),
        max_length=60,
        help_text=_("It stands in your letter: four groups of four signs, for example 7F3K-91QM-…"),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
    )

    def clean_code(self) -> str:
        """Return the code as it is stored in digests."""
        code = secret_codes.normalised(self.cleaned_data["code"])
        if len(code) != secret_codes.CODE_LENGTH:
            raise ValidationError(
                _("An access code has 16 signs, you typed %(number)s. Please check the letter."),
                params={"number": len(code)},
            )
        return code


class NewPasswordForm(forms.Form):
    """A password, typed twice."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=128,
        help_text=_(
            "At least 12 signs. Three or four words that have nothing to do with each other are "
            "easy to remember and hard to guess."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    repetition = forms.CharField(
        label=_("Password once more"),
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, candidate: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._candidate = candidate

    def clean(self) -> dict[str, Any]:
        """Compare both passwords and apply the rules for passwords."""
        values: dict[str, Any] = super().clean() or {}
        password = values.get("password")
        if password and values.get("repetition") and password != values["repetition"]:
            self.add_error("repetition", _("The two passwords are not the same."))
        elif password:
            self._candidate.username = values.get("username") or self._candidate.username
            try:
                validate_password(password, self._candidate)
            except ValidationError as error:
                self.add_error("password", error)
        return values


class ChooseSignInForm(NewPasswordForm):
    """Login name and password, chosen once."""

    field_order = ["username", "password", "repetition"]

    username = forms.CharField(
        label=_("Login name"),
        max_length=150,
        help_text=_("With this name you sign in from now on. You can keep the suggestion."),
        validators=[User.username_validator],
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    def clean_username(self) -> str:
        """Refuse a name that somebody else has."""
        username: str = self.cleaned_data["username"]
        if accounts.is_login_name_taken(username):
            raise ValidationError(LoginNameTaken.message, code=LoginNameTaken.code)
        return username


class LanguageForm(forms.Form):
    """In which language somebody reads."""

    language = forms.ChoiceField(
        label=_("Language of pages and e-mails"), choices=settings.LANGUAGES
    )
