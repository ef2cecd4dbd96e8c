"""A course as the staff of one municipality find it, before anybody of them has a seat."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from campus.kit import dates
from courses.catalogue.presenting import cost_words
from courses.enrolment import selectors as enrolments
from courses.portal.actions import Standing
from courses.portal.buttons import Button, button_for
from courses.portal.selectors import landing_of
from members.cooperative import selectors as cooperative

if TYPE_CHECKING:
    from courses.portal.course_pages import Drawn
    from members.organisations.models import Municipality

# As wide as an ordinary phone, a tablet held upright, and a screen on a desk.
WIDTHS = (360, 768, 1440)


@dataclass(frozen=True, slots=True)
class Fact:
    """What applies to a municipality, and what that means for its staff."""

    name: str | Promise
    text: str | Promise


def width_of(asked: str) -> int:
    """Return the width asked for, the narrowest where it is none of them."""
    return next((width for width in WIDTHS if str(width) == asked), WIDTHS[0])


def standing_in(municipality: "Municipality", shown: "Drawn") -> Standing:
    """Return where somebody stands whom the municipality employs and who has no seat yet."""
    offer = shown.offer
    return Standing(
        signed_in=True,
        employed=True,
        closed=shown.course.pk in enrolments.closed_courses([municipality]),
        member=cooperative.is_member(municipality, dates.today()),
        bookable=enrolments.is_bookable(offer),
        has_content=shown.version is not None,
        approval_needed=bool(offer and offer.approval_needed),
        full=offer is not None and enrolments.seats_left(offer, employer=municipality.pk) == 0,
    )


def idle_button(municipality: "Municipality", shown: "Drawn", *, href: str) -> Button:
    """Return the button that such a person finds; here it does no more than lead back."""
    standing = standing_in(municipality, shown)
    button = button_for(standing, href=href, offer=shown.offer, seat=None)
    return {**button, "url": href, "method": "get"}


def facts_of(municipality: "Municipality", shown: "Drawn") -> list[Fact]:
    """Return membership, price, approval and own page, each with what follows from it."""
    standing, offer = standing_in(municipality, shown), shown.offer
    landing = landing_of(municipality)
    chosen = landing is not None and shown.course.pk in landing.chosen
    return [
        Fact(
            _("Membership"),
            _("Member of the cooperative: staff can take the course.")
            if standing.member
            else _("Not a member: staff read the page, but cannot take the course."),
        ),
        Fact(
            _("Price"),
            cost_words(enrolments.price_of(offer)) if offer else _("There is no offer yet."),
        ),
        Fact(
            _("Approval"),
            _("The municipality decides on every request.")
            if standing.approval_needed
            else _("Nobody has to approve."),
        ),
        Fact(_("Seats"), _("All taken: waiting list.") if standing.full else _("Seats are free.")),
        Fact(
            _("Visibility"),
            _("Not in the catalogue: the course is offered to other municipalities only.")
            if standing.closed
            else _("In the catalogue and on the page of the municipality.")
            if chosen
            else _("In the catalogue; the municipality has not put it on its page."),
        ),
        Fact(
            _("Own words"),
            landing.greeting if landing and landing.greeting else _("No greeting of its own."),
        ),
    ]
