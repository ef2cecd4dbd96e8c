"""The states of an enrolment in words for people."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from courses.enrolment.states import State

WORDS: dict[State, Promise] = {
    State.REQUESTED: pgettext_lazy("enrolment", "waiting for approval"),
    State.WAITING: pgettext_lazy("enrolment", "on the waiting list"),
    State.CONFIRMED: pgettext_lazy("enrolment", "confirmed"),
    State.REJECTED: pgettext_lazy("enrolment", "rejected"),
    State.WITHDRAWN: pgettext_lazy("enrolment", "withdrawn"),
    State.CANCELLED: pgettext_lazy("enrolment", "cancelled"),
    State.FINISHED: pgettext_lazy("enrolment", "finished"),
}

# What is said to somebody who has just taken a seat or asked for one.
BOOKED: dict[State, Promise] = {
    State.REQUESTED: gettext_lazy(
        "Your request has been sent. You will be told as soon as it is decided."
    ),
    State.WAITING: gettext_lazy(
        "All seats are taken. You are on the waiting list and move up by yourself."
    ),
    State.CONFIRMED: gettext_lazy("You have a seat. You can start right away."),
}

# What is said to somebody who has just decided on a request.
DECIDED: dict[State, Promise] = {
    State.CONFIRMED: gettext_lazy("The request has been approved."),
    State.WAITING: gettext_lazy("The request has been approved."),
    State.REJECTED: gettext_lazy("The request has been rejected."),
}
# How a request stands for those who lead somebody: never what has become of the course.
GRANTED: dict[State, tuple[str, Promise]] = {
    State.CONFIRMED: ("success", pgettext_lazy("request", "approved")),
    State.FINISHED: ("success", pgettext_lazy("request", "approved")),
    State.WAITING: ("info", gettext_lazy("approved, on the waiting list")),
}
