"""HR arranges the municipality's page: with a preview, and with nothing lost when it errs."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.enrolment import selectors as enrolments
from courses.portal.landing import services
from courses.portal.landing.forms import Kind, LandingForm
from courses.portal.landing.ordering import arranged, moved
from courses.portal.landing.selectors import SHOWN, Arranged, arranged_courses, cards_of
from members.roles import selectors as roles
from members.roles.catalogue import Role

if TYPE_CHECKING:
    from courses.portal.models import LandingPage
    from members.accounts.requests import SignedInRequest
    from members.organisations.models import Municipality

PREVIEW, SAVE = "preview", "save"


def managed_by(request: "SignedInRequest") -> "Municipality":
    """Return the municipality asked for, or the first that the user manages; 403 or 404."""
    mine = roles.municipalities_with(request.user, Role.HR_MANAGER).order_by("name")
    slug = request.GET.get("kommune")
    found = mine.filter(slug=slug).first() if slug else mine.first()
    if found:
        return found
    if slug and mine.exists():
        raise Http404
    raise PermissionDenied


def of_town(name: str, municipality: "Municipality", **parts: Any) -> str:
    """Return an address of HR for one of the municipalities it manages."""
    return reverse(name, kwargs=parts or None, query={"kommune": municipality.slug})


@login_required
@require_http_methods(["GET", "POST"])
def landing_edit(request: "SignedInRequest") -> HttpResponse:
    """Let HR arrange the municipality's page."""
    municipality = managed_by(request)
    page = services.ensure_landing_page(municipality_id=municipality.pk)
    rows = arranged_courses(page)
    if request.method != "POST":
        return _drawn(request, _form(municipality, page), rows)
    form = _form(municipality, page, request.POST, request.FILES)
    is_valid = form.is_valid()
    _keep_uploads(form)
    deed, _colon, course = request.POST.get("do", SAVE).partition(":")
    if deed == SAVE and is_valid:
        services.save_page(municipality=municipality, wishes=form.wishes)
        messages.success(request, _("Your page has been changed."))
        return redirect("portal:landing", slug=municipality.slug)
    rows = _in_order(rows, form.wished_order)
    extra: dict[str, Any] = {}
    if deed in ("up", "down") and course.isdecimal():
        rows = _after_move(rows, int(course), deed)
        extra = {"moved": int(course), "way": deed, "said": _place_in_words(rows, int(course))}
    elif deed == PREVIEW and is_valid:
        extra = {"preview": _preview(form, rows)}
    status = 400 if deed in (SAVE, PREVIEW) and not is_valid else 200
    return _drawn(request, form, rows, status=status, **extra)


def _form(municipality: "Municipality", page: "LandingPage", *sent: Any) -> LandingForm:
    known = {"greeting": page.greeting, "picture_alt": page.picture_alt}
    return LandingForm(*sent, municipality=municipality, page=page, initial=known)


def _keep_uploads(form: LandingForm) -> None:
    """Keep what was uploaded and is a picture, whatever else is wrong with the form."""
    for kind in Kind:
        content = form.cleaned_data.get(str(kind))
        if content:
            kept = services.keep_picture(
                municipality=form.municipality, kind=kind, content=content[0], ending=content[1]
            )
            form.remember(kind, kept.pk)


def _in_order(rows: list[Arranged], wished: tuple[int, ...]) -> list[Arranged]:
    """Return the rows in the order wished; pinned ones stay before the others."""
    by_course = {row.course_id: row for row in rows}
    order = [by_course[key] for key in arranged(list(by_course), wished)]
    return [row for place in SHOWN for row in order if row.place == place]


def _after_move(rows: list[Arranged], course_id: int, way: str) -> list[Arranged]:
    """Move a course by one place among those that stand with it."""
    place = next((row.place for row in rows if row.course_id == course_id), "")
    group = [row.course_id for row in rows if row.place == place]
    others = [row.course_id for row in rows if row.place != place]
    return _in_order(rows, (*moved(group, course_id, way), *others))


def _place_in_words(rows: list[Arranged], course_id: int) -> str:
    for number, row in enumerate(rows, start=1):
        if row.course_id == course_id:
            words = _("“%(title)s” now stands in place %(number)d. Save to keep it so.")
            return words % {"title": row.title, "number": number}
    return ""


def _preview(form: LandingForm, rows: list[Arranged]) -> dict[str, Any]:
    """Return what the page would show; nothing of it is saved."""
    wishes, page = form.wishes, form.page
    logo = wishes.logo.file if wishes.logo else form.municipality.logo
    picture = wishes.picture.file if wishes.picture else page.picture
    return {
        "greeting": wishes.greeting,
        "logo": "" if wishes.drop_logo or not logo else logo.url,
        "picture": "" if wishes.drop_picture or not picture else picture.url,
        "picture_alt": wishes.picture_alt,
        "cards": cards_of(
            rows,
            with_words=True,
            hidden=enrolments.closed_courses([form.municipality]),
        ),
    }


def _drawn(
    request: "SignedInRequest",
    form: LandingForm,
    rows: list[Arranged],
    *,
    status: int = 200,
    **extra: Any,
) -> HttpResponse:
    context = {
        "form": form,
        "municipality": form.municipality,
        "page": form.page,
        "groups": [(place.label, [row for row in rows if row.place == place]) for place in SHOWN],
        "order": ",".join(str(row.course_id) for row in rows),
        "kept": {kind.value: form.kept(kind) for kind in Kind} if form.is_bound else {},
        **extra,
    }
    return render(request, "portal/landing_edit.html", context, status=status)
