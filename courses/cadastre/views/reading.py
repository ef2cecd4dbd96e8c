"""Human resources read the cadastre, adopt entries and follow what has changed."""

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from campus.kit.access import allowed
from campus.kit.errors import DomainError
from campus.kit.places import chosen
from courses.cadastre import rules, selectors, services
from courses.cadastre.differences import changes_between, facts_of, has_other_rhythm
from courses.cadastre.models import Decision
from courses.cadastre.origins import address_of, key_of
from courses.cadastre.words import interval_words, proof_words

if TYPE_CHECKING:
    from courses.cadastre.models import Adoption, Entry, Version
    from members.accounts.requests import SignedInRequest
    from members.organisations.models import Municipality

PER_PAGE = 25
LONGEST_SEARCH = 80


def _town_of(request: "SignedInRequest") -> "Municipality":
    """Return the municipality of the page: the one asked for, else the first; 403 or 404."""
    mine = rules.towns_of(request.user).order_by("name")
    return chosen(mine, request.GET.get("kommune"))


@allowed(rules.may_read)
@require_GET
def listed(request: "SignedInRequest") -> HttpResponse:
    """List what can be adopted, and whether it was."""
    town = _town_of(request)
    words = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    rows = selectors.listed(town, words)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "municipality": town,
        "municipalities": rules.towns_of(request.user).order_by("name"),
        "words": words,
        "page": page,
        "rows": [_line(one) for one in page],
    }
    return render(request, "cadastre/list.html", context)


def _line(entry: "Entry") -> "tuple[Entry, str, str, str]":
    """Return an entry with proof, interval and standing in words."""
    version = cast("Version", entry.current)
    standing = _standing(getattr(entry, "mine", []))
    return entry, proof_words(version), interval_words(version), standing


def _standing(mine: "list[Adoption]") -> str:
    """Return how the municipality stands towards an entry."""
    if not mine:
        return ""
    return "adopted" if mine[0].settled_id == mine[0].entry.current_id else "changed"


@allowed(rules.may_read)
@require_GET
def entry(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Show an entry, what the municipality has made of it, and what has changed since."""
    town = _town_of(request)
    found = get_object_or_404(selectors.published(), pk=pk)
    versions = list(selectors.versions_of(found))
    current = versions[0]
    adoption = selectors.adoption_of(found, town)
    context = {
        "municipality": town,
        "entry": found,
        "version": current,
        "facts": facts_of(current)[1:],
        "versions": versions,
        "adoption": adoption,
        "decisions": selectors.decisions_about(adoption) if adoption else [],
        "adopt": reverse(
            "assignments:create", query={"kommune": town.slug, "vorlage": key_of(current)}
        ),
        **_news(adoption, versions),
    }
    return render(request, "cadastre/entry.html", context)


def _news(adoption: "Adoption | None", versions: "list[Version]") -> dict[str, Any]:
    """Return what is different from what the municipality knows; nothing where it knows all."""
    known = {one.pk: one for one in versions}
    current = versions[0]
    if adoption is None or adoption.settled_id == current.pk:
        return {}
    settled = known[adoption.settled_id]
    return {
        "settled": settled,
        "changes": changes_between(settled, current),
        "sentences": [one for one in versions if one.number > settled.number],
        "other_rhythm": has_other_rhythm(known[adoption.version_id], current),
    }


@allowed(rules.may_read)
@require_POST
def decide(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Take the wording of the version in force over, or note that nothing is to be done."""
    adoption = get_object_or_404(rules.decidable_adoptions(request.user), pk=pk)
    deed = request.POST.get("deed", "")
    key = request.POST.get("version", "")
    version = selectors.versions_of(adoption.entry).filter(pk=key if key.isdecimal() else 0).first()
    if deed not in Decision.Deed.values or version is None:
        messages.warning(request, _("Choose what is to become of the new version."))
        return redirect(address_of(adoption.entry_id, adoption.municipality))
    try:
        services.decide(adoption=adoption, version=version, deed=deed, by=request.user)
    except DomainError as error:
        messages.warning(request, str(error))
    else:
        taken = _("The new wording has been taken over. The staff read it from now on.")
        noted = _("Noted: nothing is to be done about this version.")
        messages.success(request, taken if deed == Decision.Deed.TAKEN else noted)
    return redirect(address_of(adoption.entry_id, adoption.municipality))
