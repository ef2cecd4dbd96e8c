"""Bookings that a second person releases: what was filled in is kept and looked at anew."""

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from campus.kit import dates
from campus.kit.undoing import UNDO_FOR
from courses.bookings import rules, services, tasks
from courses.bookings.errors import NobodyGetsASeat, PreviewOutdated
from courses.bookings.forms import BookingForm
from courses.bookings.planning import Plan
from members.second_person import selectors as second_person
from members.second_person import services as second_person_services
from members.second_person.errors import Outdated

if TYPE_CHECKING:
    from courses.bookings.models import Booking
    from members.accounts.models import User
    from members.organisations.models import Municipality
    from members.second_person.models import Proposal

KIND = "booking"


def form_for(user: "User", town: "Municipality", data: Any, **more: Any) -> BookingForm:
    """Return the form with everything for which the user books there."""
    return BookingForm(
        data,
        municipality=town,
        staff=rules.staff(user, town),
        departments=rules.departments(user, town),
        is_whole=rules.is_whole(user, town),
        **more,
    )


def needs_two(plan: Plan) -> bool:
    """Tell whether a second person releases it: each seat counts, also one without a name."""
    return second_person.is_needed(plan.choice.municipality, plan.seats)


def propose(form: BookingForm, stamp: str, by: "User") -> "Proposal":
    """Keep what was filled in and looked at until another one decides.

    Raises PreviewOutdated, NobodyGetsASeat, or NobodyElse.
    """
    plan = Plan(form.choice, by)
    if stamp != plan.stamp:
        raise PreviewOutdated
    if not plan.seats:
        raise NobodyGetsASeat
    data: Any = form.data
    return second_person_services.propose(
        municipality=form.municipality,
        kind=KIND,
        title=_("Book: %(course)s") % {"course": plan.choice.offer.course.title},
        people=plan.seats,
        payload={name: data.getlist(name) for name in form.fields if name in data},
        stamp=stamp,
        by=by,
    )


def form_of(proposal: "Proposal") -> BookingForm:
    """Return the form as the proposer filled it in, with what the proposer may book today.

    Raises Outdated where that cannot be chosen any more.
    """
    if proposal.proposed_by is None:
        raise Outdated
    town = proposal.municipality
    form = form_for(proposal.proposed_by, town, MultiValueDict(proposal.payload))
    if not form.is_valid():
        raise Outdated
    return form


def apply(proposal: "Proposal", by: "User") -> str:
    """Book what was proposed, in the name of the proposer, if it is still that. Raises Outdated."""
    form = form_of(proposal)
    try:
        booking = services.book_together(
            choice=form.choice,
            stamp=proposal.stamp,
            by=proposal.proposed_by,  # type: ignore[arg-type] # `form_of` has asked
        )
    except (PreviewOutdated, NobodyGetsASeat):
        raise Outdated from None
    hand_over_later(booking)
    return reverse("bookings:detail", args=[booking.reference])


def hand_over_later(booking: "Booking") -> None:
    """Have the seats handed over when nothing can be undone any more."""
    later = tasks.hand_over.using(run_after=dates.now() + UNDO_FOR)
    later.enqueue(reference=str(booking.reference))


def preview_of(proposal: "Proposal") -> str:
    """Return where exactly that is shown, person by person."""
    return reverse("bookings:proposed", args=[proposal.reference])


def again(proposal: "Proposal") -> str:
    """Return the form to which what was filled in may be sent once more."""
    return f"{reverse('bookings:create')}?kommune={proposal.municipality.slug}"
