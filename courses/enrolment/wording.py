"""The states of an enrolment in words for people."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

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
