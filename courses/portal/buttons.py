"""The words and addresses of the one button of a course page."""

from typing import TYPE_CHECKING, TypedDict
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.portal.actions import Standing, Step, next_step

if TYPE_CHECKING:
    from courses.enrolment.models import Offer
    from courses.enrolment.selectors import SeatFacts


class Button(TypedDict):
    """What the course page's main button needs; `label` is empty where there is none."""

    state: str
    label: str | Promise
    note: str
    url: str
    method: str
    # Taking something back is no invitation: the button is drawn quietly.
    is_quiet: bool
    # The percentage of the note, and where it is explained; empty where none is shown.
    percent: int
    why: str


LABELS: dict[Step, str | Promise] = {
    Step.SIGN_IN: _("Sign in and enrol"),
    Step.ENROL: _("Enrol now"),
    Step.COMES_LATER: _("To the course that comes first"),
    Step.REQUEST: _("Ask for approval"),
    Step.JOIN_WAITING_LIST: _("Join the waiting list"),
    Step.REQUESTED: _("Withdraw my request"),
    Step.WAITING: _("Leave the waiting list"),
    Step.BEGIN: _("Begin"),
    Step.CONTINUE: _("Continue learning"),
    Step.COMPLETED: _("See my certificates"),
}
WRITE_TO_OFFICE = _("Write to the office")
NOTES: dict[Step, str | Promise] = {
    Step.SIGN_IN: _("You need an account of your municipality."),
    Step.NOT_STAFF: _("Only staff of a member municipality can enrol."),
    Step.NOT_MEMBER: _(
        "Your employer is not a member of the cooperative at present, so that you cannot enrol. "
        "Please ask your human resources department."
    ),
    Step.NOT_FOR_YOU: _(
        "This course cannot be booked in your municipality: it is offered to others only. "
        "Please ask your human resources department."
    ),
    Step.NOT_BOOKABLE: _("This course cannot be booked at the moment."),
    Step.NO_CONTENT: _("This course cannot be booked yet: its contents are not ready."),
    Step.REQUEST: _("Your municipality decides; you are told by message."),
    Step.JOIN_WAITING_LIST: _("All seats are taken. You move up as soon as one becomes free."),
    Step.REQUESTED: _("Your request is waiting for the decision."),
    Step.WAITING: _("You are number %(place)s on the waiting list. You move up by yourself."),
    Step.REJECTED: _("Your request was not approved. Please talk to your human resources office."),
    Step.CONTINUE: _("You have completed %(percent)s per cent."),
    Step.COMPLETED: _("You have completed this course."),
}
REASON = _("Your request was not approved. The reason given: “%(reason)s”")
BOOKING = {Step.ENROL, Step.REQUEST, Step.JOIN_WAITING_LIST}
TAKING_BACK = {Step.REQUESTED, Step.WAITING}


def button_for(
    standing: Standing, *, href: str, offer: "Offer | None", seat: "SeatFacts | None"
) -> Button:
    """Return label, note and address of the button; `href` is the address of the course."""
    step = next_step(standing)
    return Button(
        state=step.value,
        label=_label(step, standing),
        note=_note(step, standing),
        url=standing.first_href if step is Step.COMES_LATER else _address(step, href, offer, seat),
        method="post" if step in BOOKING else "get",
        is_quiet=step in TAKING_BACK,
        percent=standing.percent,
        why=reverse("learning:why", args=[seat.registration])
        if seat and step is Step.CONTINUE
        else "",
    )


def _label(step: Step, standing: Standing) -> str | Promise:
    """Return the label; where the course that comes first has gone, the office is asked."""
    if step is Step.COMES_LATER and standing.first_is_gone:
        return WRITE_TO_OFFICE
    return LABELS.get(step, "")


def _note(step: Step, standing: Standing) -> str:
    if step is Step.COMES_LATER:
        return standing.first
    if step is Step.REJECTED and standing.reason:
        return str(REASON) % {"reason": standing.reason}
    facts = {"place": standing.place, "percent": standing.percent}
    return str(NOTES[step]) % facts if step in NOTES else ""


def _address(step: Step, href: str, offer: "Offer | None", seat: "SeatFacts | None") -> str:
    if step in BOOKING and offer:
        return reverse("enrolment:enrol", args=[offer.pk])
    if seat and step in TAKING_BACK:
        return reverse("enrolment:withdraw", args=[seat.offer_id])
    if seat and step in (Step.BEGIN, Step.CONTINUE):
        return reverse("learning:resume", args=[seat.registration])
    fixed = {
        Step.SIGN_IN: f"{reverse('account_login')}?{urlencode({'next': href})}",
        Step.COMPLETED: reverse("certificates:own"),
    }
    return fixed.get(step, "")
