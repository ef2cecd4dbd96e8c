"""Why this room says no."""

from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError, NotAllowed
from courses.enrolment.errors import NotYetAdmitted
from courses.pathways.plans import Fault


class PlanEmpty(DomainError):
    """A path without a course leads nowhere."""

    code = "plan_empty"
    message = _("The path has no course yet. Add at least one before you publish it.")


class SetEmpty(DomainError):
    """A set without a course can never be completed."""

    code = "set_empty"
    message = _("A set has no course yet. Add one to it, or remove the set.")


class CourseTwice(DomainError):
    """Each course stands in a path once."""

    code = "course_twice"
    message = _("This course is already in the path.")


class NeedTooMuch(DomainError):
    """Nobody could reach what is asked for."""

    code = "need_too_much"
    message = _(
        "More is asked for than the path or one of its sets holds. "
        "Add courses, or lower the number that is needed."
    )


class NeedTooLittle(DomainError):
    """A rule that counts needs a number."""

    code = "need_too_little"
    message = _("Say how many courses or points are needed: at least one.")


FAULTS: dict[Fault, type[DomainError]] = {
    Fault.EMPTY: PlanEmpty,
    Fault.EMPTY_SET: SetEmpty,
    Fault.TWICE: CourseTwice,
    Fault.TOO_MUCH: NeedTooMuch,
    Fault.TOO_LITTLE: NeedTooLittle,
}


class ChangedMeanwhile(DomainError):
    """Somebody else, or another window, has changed the path."""

    code = "changed_meanwhile"
    message = _(
        "The path has been changed in another window. "
        "This is how it looks now; please repeat your last step."
    )


class NotYourPath(NotAllowed):
    """Paths belong to the office or to one provider."""

    code = "not_your_path"
    message = _("You cannot change this path. It belongs to somebody else.")


class NothingNext(DomainError):
    """The path is complete, or what comes next cannot be taken at present."""

    code = "nothing_next"
    message = _("There is no course to begin at the moment. The page says what comes first.")


class PrerequisiteMissing(NotYetAdmitted):
    """A course asks for another one first."""

    code = "prerequisite_missing"
    message = _(
        "A prerequisite is missing: “%(course)s” comes first. "
        "Complete it, or have earlier learning recognised for it."
    )


class PrerequisiteGone(PrerequisiteMissing):
    """The course that comes first has left the catalogue; only the office can open the way."""

    code = "prerequisite_gone"
    message = _(
        "“%(course)s” comes first, but it is no longer in the catalogue. "
        "Please write to the office: it can take this condition away."
    )


class RequiresItself(DomainError):
    """Courses that ask for each other could never be begun."""

    code = "requires_itself"
    status = 400
    message = _("“%(course)s” already asks for this course first. Nobody could begin either.")


class FileNotAccepted(DomainError):
    """Evidence is a PDF or a picture."""

    code = "file_not_accepted"
    status = 400
    message = _("Please choose a PDF, PNG or JPEG file. This file is something else or damaged.")


class FileTooLarge(DomainError):
    """Evidence of a few pages fits into a few megabytes."""

    code = "file_too_large"
    status = 400
    message = _("The file is too large. Please choose one with at most %(megabytes)s megabytes.")


class TooManyOpen(DomainError):
    """Reviewers are people."""

    code = "too_many_open"
    message = _("%(count)s of your entries are still being looked at. Please wait for an answer.")


class InTheFuture(DomainError):
    """Earlier learning has happened already."""

    code = "in_the_future"
    status = 400
    message = _("The date lies in the future. Please enter the day on which you finished.")


class ReasonMissing(DomainError):
    """A refusal without a reason helps nobody."""

    code = "refusal_reason_missing"
    status = 400
    message = _("Please give a reason. The person who handed this in will read it.")


class ReasonTooLong(DomainError):
    """A reason is told as it was written, or not at all; nothing is cut."""

    code = "refusal_reason_too_long"
    status = 400
    message = _("The reason has %(length)s characters; at most %(most)s fit. Please shorten it.")


class CourseMissing(DomainError):
    """What is accepted counts for something."""

    code = "course_missing"
    status = 400
    message = _("Please choose the course for which this counts.")


class NotYourReview(NotAllowed):
    """Providers decide for their own courses."""

    code = "not_your_review"
    message = _("You cannot decide on this. It belongs to another provider.")
