"""The learner chooses what to show; HR recognises or refuses."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models.functions import Coalesce
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campus.kit.access import allowed
from campus.kit.errors import DomainError
from campus.kit.places import chosen as chosen_place
from courses.assignments.looking import log_look
from courses.transfer import rules, selectors, services
from courses.transfer.fitting import Fit, fits_for
from courses.transfer.forms import RefuseForm
from courses.transfer.matching import Verdict
from courses.transfer.models import Presentation
from courses.transfer.words import VERDICTS, state_of
from members.people import selectors as people

if TYPE_CHECKING:
    from members.accounts.requests import SignedInRequest
    from members.organisations.models import Municipality
    from members.people.models import Person

PER_PAGE = 25
DECIDED_SHOWN = 10


def _person(request: "SignedInRequest") -> "Person":
    person = people.person_of(request.user)
    if person is None:
        raise Http404
    return person


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: "SignedInRequest") -> HttpResponse:
    """Choose proofs, look at what the employer would see, show them; and what was shown."""
    person = _person(request)
    employers = list(rules.employers_of(person))
    wanted = request.POST.get("an") or request.GET.get("an")
    place = next((one for one in employers if one.slug == wanted), None)
    if place is None and len(employers) == 1:
        place = employers[0]
    if request.method != "POST" or place is None or request.POST.get("step") == "change":
        return _choice(request, person, employers, place)
    keys = set(request.POST.getlist("nachweis"))
    try:
        if request.POST.get("step") == "confirm":
            shown = services.show(person=person, municipality=place, keys=keys)
        else:
            offers = services.chosen(person, place, keys)
            return render(request, "course_transfer/preview.html", {"place": place, "rows": offers})
    except DomainError as error:
        return _choice(request, person, employers, place, problem=error)
    news = ngettext(
        "%(n)d proof is shown to %(place)s now.",
        "%(n)d proofs are shown to %(place)s now.",
        len(shown),
    )
    messages.success(request, news % {"place": place, "n": len(shown)})
    return redirect("course_transfer:own")


def _choice(
    request: "SignedInRequest",
    person: "Person",
    employers: "list[Municipality]",
    place: "Municipality | None",
    *,
    problem: DomainError | None = None,
) -> HttpResponse:
    context = {
        "employers": employers,
        "place": place,
        "offers": selectors.offers_for(person, place) if place else [],
        "ticked": set(request.POST.getlist("nachweis")),
        "shown": [(one, state_of(one)) for one in selectors.shown_by(person)],
        "problem": str(problem) if problem else "",
    }
    status = problem.status if problem else 200
    return render(request, "course_transfer/own.html", context, status=status)


@login_required
@require_POST
def withdraw(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Take back what was shown."""
    shown = get_object_or_404(selectors.shown_by(_person(request)), pk=pk)
    try:
        services.withdraw(presentation=shown)
    except DomainError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("Taken back. Your employer does not see this proof any more."))
    return redirect("course_transfer:own")


def may_decide(user: Any) -> bool:
    """Tell whether the user decides for any municipality."""
    return rules.places(user).exists()


@require_safe
@allowed(may_decide)
def waiting(request: "SignedInRequest") -> HttpResponse:
    """List what staff have brought along, the oldest first, and what was decided of late."""
    municipality = chosen_place(
        rules.places(request.user).order_by("name"), request.GET.get("kommune")
    )
    rows = rules.waiting_for(request.user).filter(municipality=municipality)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    decided = list(
        rules.entrusted_to(request.user)
        .filter(municipality=municipality)
        .exclude(state=Presentation.State.SHOWN)
        .order_by(Coalesce("withdrawn_at", "decided_at").desc())[:DECIDED_SHOWN]
    )
    _log_look(request, municipality, [*page, *decided])
    context = {
        "municipality": municipality,
        "rows": [_row(one, fits[one.pk]) for fits in [fits_for(page)] for one in page],
        "decided": [(one, state_of(one)) for one in decided],
        "page": page,
    }
    return render(request, "course_transfer/waiting.html", context)


def _row(presentation: Presentation, fit: Fit) -> dict[str, Any]:
    """Return one line: what was shown, what the platform has found, what it would fulfil."""
    verdict = selectors.checked(presentation)
    is_genuine = verdict is Verdict.GENUINE
    return {
        "one": presentation,
        "finding": VERDICTS[verdict],
        "turn": fit.turn,
        "choices": fit.choices if is_genuine else (),
        "suggested": fit.suggested,
        "is_done": fit.turn is not None and not fit.is_open and not fit.choices,
        "can_recognise": is_genuine and (fit.is_open or bool(fit.choices)),
    }


def _log_look(
    request: "SignedInRequest", municipality: "Municipality", seen: list[Presentation]
) -> None:
    log_look(request, municipality, "brought", [one.person for one in seen])


@allowed(may_decide)
@require_POST
def recognise(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Recognise with one click, a proof from elsewhere for the obligation that was chosen."""
    shown = get_object_or_404(rules.entrusted_to(request.user), pk=pk)
    try:
        services.recognise(
            presentation=shown,
            by=request.user,
            obligation_id=_key(request.POST.get("pflicht", "")),
            remember=bool(request.POST.get("merken")),
        )
    except DomainError as error:
        messages.warning(request, str(error))
    else:
        words = _("“%(title)s” of %(name)s is recognised. The person has been told.")
        messages.success(request, words % {"title": shown.title, "name": shown.person})
    return _back(shown)


def _key(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(may_decide)
def refuse(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Refuse with a reason."""
    shown = get_object_or_404(rules.entrusted_to(request.user), pk=pk)
    form = RefuseForm(request.POST if request.method == "POST" else None)
    status = 400 if request.method == "POST" else 200
    if form.is_bound and form.is_valid():
        try:
            services.refuse(presentation=shown, reason=form.cleaned_data["reason"], by=request.user)
        except DomainError as error:
            form.add_error(None, str(error))
            status = error.status
        else:
            messages.success(request, _("Not recognised. The person has been told why."))
            return _back(shown)
    _log_look(request, shown.municipality, [shown])
    context = {"form": form, "one": shown}
    return render(request, "course_transfer/refuse.html", context, status=status)


def _back(shown: Presentation) -> HttpResponse:
    answer = redirect("course_transfer:waiting")
    answer["Location"] += f"?kommune={shown.municipality.slug}"
    return answer
