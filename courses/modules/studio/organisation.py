"""The provider's own page in the studio: what it says of itself, and who works for it."""

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.menu import MenuItem

from courses.catalogue.selectors import provider_pages_of
from courses.modules.selectors import modules_of_author
from members.organisations import selectors, services
from members.roles.labels import role_label
from members.roles.rules import is_editor, manages_provider, may, providers_of_reader
from members.roles.selectors import grants_at, held_roles

if TYPE_CHECKING:
    from members.organisations.models import Provider

LARGEST_LOGO = 2 * 1024 * 1024


class DescriptionForm(forms.Form):
    """What a provider says of itself."""

    description = forms.CharField(
        label=gettext_lazy("description"),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        max_length=4000,
        help_text=gettext_lazy("Shown on your public page."),
    )
    logo = forms.ImageField(
        label=gettext_lazy("logo"),
        required=False,
        help_text=gettext_lazy("PNG or JPEG, at most 2 MB. New certificates show it, too."),
    )
    street = forms.CharField(
        label=gettext_lazy("street and number"), required=False, max_length=120
    )
    postcode = forms.CharField(label=gettext_lazy("postcode"), required=False, max_length=10)
    city = forms.CharField(label=gettext_lazy("town"), required=False, max_length=80)
    representative_name = forms.CharField(
        label=gettext_lazy("represented by"),
        required=False,
        max_length=120,
        help_text=gettext_lazy(
            "Who may sign contracts for you, with title. Seen by the cooperative's office."
        ),
    )
    representative_position = forms.CharField(
        label=gettext_lazy("as (for example: chancellor)"), required=False, max_length=160
    )
    signatory_name = forms.CharField(
        label=gettext_lazy("certificates vouched for by"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Printed on new certificates, with title. Ask the person first."),
    )
    signatory_position = forms.CharField(
        label=gettext_lazy("as (for example: dean)"), required=False, max_length=160
    )

    def clean_logo(self) -> Any:
        """Refuse what is too large for a page."""
        logo = self.cleaned_data["logo"]
        if logo and "logo" in self.changed_data and logo.size > LARGEST_LOGO:
            raise forms.ValidationError(_("This picture is larger than 2 MB. Make it smaller."))
        return logo or ""


class ProviderItem(MenuItem):
    """An entry for everybody who works for a provider in the studio."""

    def is_shown(self, request: Any) -> bool:
        """Ask the rule of the pages."""
        return may(request.user, "view")


def menu_item() -> ProviderItem:
    """Return the entry below the media."""
    return ProviderItem(
        gettext_lazy("Organisation"),
        reverse_lazy("studio_providers"),
        name="organisation",
        icon_name="group",
        order=340,
    )


def own_providers(user: Any) -> "QuerySet[Provider]":
    """Return the providers for which somebody works in the studio."""
    if not may(user, "view"):
        raise PermissionDenied
    return selectors.providers() if is_editor(user) else providers_of_reader(user)


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """Show the user's providers; whoever works for one only is led there."""
    own = list(own_providers(request.user))
    if len(own) == 1:
        return redirect("studio_provider", own[0].slug)
    held = held_roles(request.user)
    rows = [
        (one, [role_label(row.role) for row in held if row.provider_id == one.pk]) for one in own
    ]
    return render(request, "modules/studio/organisations.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a provider to who works for it; its management changes it."""
    provider = get_object_or_404(own_providers(request.user), slug=slug)
    may_change = manages_provider(request.user, provider)
    if request.method != "POST":
        form = _form(provider) if may_change else None
        return _show(request, provider, form)
    if not may_change:
        raise PermissionDenied
    form = _form(provider, request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, provider, form, status=400)
    services.describe_provider(provider=provider, **form.cleaned_data)
    messages.success(request, _("What you say of yourselves was saved."))
    return redirect("studio_provider", provider.slug)


def _form(provider: "Provider", data: Any = None, files: Any = None) -> DescriptionForm:
    facts = {name: getattr(provider, name) for name in services.DESCRIBED}
    return DescriptionForm(data, files, initial=facts)


def _show(
    request: HttpRequest, provider: "Provider", form: DescriptionForm | None, *, status: int = 200
) -> HttpResponse:
    """Return the page; people with all their roles in one line."""
    grants = groupby(grants_at(provider), key=lambda grant: grant.user)
    context = {
        "provider": provider,
        "form": form,
        "page": provider_pages_of(selectors.providers().filter(pk=provider.pk)).first(),
        "people": [(user, [one.get_role_display() for one in held]) for user, held in grants],
        "modules": modules_of_author(request.user).filter(provider=provider),
        "has_others": own_providers(request.user).exclude(pk=provider.pk).exists(),
    }
    return render(request, "modules/studio/organisation.html", context, status=status)
