"""Forms for those who give roles to others."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.organisations import selectors as organisations
from members.people import rules
from members.roles.catalogue import SCOPE_OF, Role, Scope
from members.roles.labels import role_label


class GrantRoleForm(forms.Form):
    """Who gets which role where; whoever has no account yet is invited by e-mail."""

    role = forms.ChoiceField(label=_("Role"))
    provider = forms.ModelChoiceField(
        label=_("Provider"),
        queryset=organisations.providers().none(),
        required=False,
        empty_label=_("None"),
        help_text=_("For provider management and authors."),
    )
    municipality = forms.ModelChoiceField(
        label=_("Municipality"),
        queryset=organisations.municipalities().none(),
        required=False,
        empty_label=_("None"),
        help_text=_("For human resources and contact persons."),
    )
    first_name = forms.CharField(label=_("First name"), max_length=80)
    last_name = forms.CharField(label=_("Last name"), max_length=80)
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_(
            "If somebody with this address can already sign in, they get the role at once. "
            "Otherwise they receive an invitation."
        ),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [
            role for role in rules.grantable_roles(user) if SCOPE_OF[role] is not Scope.DEPARTMENT
        ]
        self.fields["role"].choices = [(role.value, role_label(role)) for role in offered]  # type: ignore[attr-defined]
        providers = rules.grantable_providers(user)
        if providers is None:
            self.fields["provider"].queryset = organisations.providers()  # type: ignore[attr-defined]
            self.fields["municipality"].queryset = organisations.municipalities()  # type: ignore[attr-defined]
        else:
            self.fields["provider"].queryset = providers  # type: ignore[attr-defined]
            self.fields["provider"].required = True
            del self.fields["municipality"]

    def clean(self) -> dict[str, Any]:
        """Keep the place that the role needs and say which one is missing."""
        values: dict[str, Any] = super().clean() or {}
        if "role" not in values:
            return values
        scope = SCOPE_OF[Role(values["role"])]
        values["place"] = None
        for needed, name, words in (
            (Scope.PROVIDER, "provider", _("Choose the provider for this role.")),
            (Scope.MUNICIPALITY, "municipality", _("Choose the municipality for this role.")),
        ):
            if scope is needed:
                values["place"] = values.get(name)
                if not values["place"] and name not in self.errors:
                    self.add_error(name, words)
        return values
