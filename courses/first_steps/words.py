"""The steps in words, and where each is taken."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.first_steps.steps import Step


@dataclass(frozen=True, slots=True)
class Words:
    """What a step is called, what it is good for, what leads there and what the link says."""

    title: Promise
    text: Promise
    to: str
    link: Promise


WORDS: dict[Step, Words] = {
    Step.DEPARTMENTS: Words(
        _("Set up departments"),
        _("Obligations, matrix and training officers go by departments."),
        "people:departments",
        _("To the departments"),
    ),
    Step.STAFF: Words(
        _("Import the staff"),
        _("From a spreadsheet, with a preview. Nothing is written before you confirm."),
        "imports:index",
        _("To the import"),
    ),
    Step.SIGN_ON: Words(
        _("Let the staff sign in with their usual account"),
        _("Not needed if they sign in with an address and a password of their own."),
        "sign_on:overview",
        _("To the sign-in"),
    ),
    Step.AGREEMENT: Words(
        _("Agree on what you see"),
        _("With the staff council: what human resources see of obligatory courses."),
        "policies:index",
        _("To the works agreement"),
    ),
    Step.LANDING: Words(
        _("Greet the staff"),
        _("Greeting, logo and the courses that your staff see first."),
        "portal:landing_edit",
        _("To our start page"),
    ),
    Step.OBLIGATIONS: Words(
        _("Adopt the first obligations"),
        _("From the cadastre of the cooperative, or your own."),
        "cadastre:list",
        _("To the cadastre"),
    ),
    Step.LADDER: Words(
        _("Agree who else is told of what is overdue"),
        _("Heads of departments and human resources, after so many working days."),
        "oversight:ladder",
        _("To the steps"),
    ),
    Step.REMINDER: Words(
        _("The first reminder"),
        _("It goes out by itself before the first deadline, or when you send one."),
        "oversight:late",
        _("To the overdue list"),
    ),
}
