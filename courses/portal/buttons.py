"""The words and addresses of the one button of a course page."""

from typing import TYPE_CHECKING, TypedDict
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.portal.actions import Step

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage
    from courses.enrolment.models import Enrolment, Offer


class Button(TypedDict):
    """What the course page's main button needs; `label` is empty where there is none."""

    state: str
    label: str | Promise
    note: str | Promise
    url: str
    method: str


LABELS: dict[Step, str | Promise] = {
    Step.SIGN_IN: _("Sign in and enrol"),
    Step.NOT_STAFF: "",
    Step.NOT_BOOKABLE: "",
    Step.ENROL: _("Enrol now"),
    Step.REQUEST: _("Ask for approval"),
    Step.JOIN_WAITING_LIST: _("Join the waiting list"),
    Step.REQUESTED: _("See my request"),
    Step.WAITING: _("See my place"),
    Step.REJECTED: "",
    Step.BEGIN: _("Begin"),
    Step.CONTINUE: _("Continue learning"),
    Step.COMPLETED: _("See my certificates"),
}
NOTES: dict[Step, str | Promise] = {
    Step.SIGN_IN: _("You need an account of your municipality."),
    Step.NOT_STAFF: _("Only staff of a member municipality can enrol."),
    Step.NOT_BOOKABLE: _("This course cannot be booked at the moment."),
    Step.REQUEST: _("Your municipality decides; you are told by message."),
    Step.JOIN_WAITING_LIST: _("All seats are taken. You move up as soon as one becomes free."),
    Step.REQUESTED: _("Your request is waiting for the decision."),
    Step.WAITING: _("You are on the waiting list."),
    Step.REJECTED: _("Your request was not approved. Please talk to your human resources office."),
    Step.COMPLETED: _("You have completed this course."),
}
BOOKING = {Step.ENROL, Step.REQUEST, Step.JOIN_WAITING_LIST}


def button_for(
    step: Step, course: "CoursePage", offer: "Offer | None", seat: "Enrolment | None"
) -> Button:
    """Return label, note and address of the button for a step."""
    return Button(
        state=step.value,
        label=LABELS[step],
        note=NOTES.get(step, ""),
        url=_address(step, course, offer, seat),
        method="post" if step in BOOKING else "get",
    )


def _address(
    step: Step, course: "CoursePage", offer: "Offer | None", seat: "Enrolment | None"
) -> str:
    if step in BOOKING and offer:
        return reverse("enrolment:enrol", args=[offer.pk])
    if step in (Step.BEGIN, Step.CONTINUE) and seat:
        return reverse("learning:resume", args=[seat.registration])
    fixed = {
        Step.SIGN_IN: f"{reverse('account_login')}?{urlencode({'next': course.url or '/'})}",
        Step.COMPLETED: reverse("certificates:own"),
        Step.REQUESTED: reverse("portal:start"),
        Step.WAITING: reverse("portal:start"),
    }
    return fixed.get(step, "")
