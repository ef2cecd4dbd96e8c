"""Why this room says no."""

from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError, NotAllowed


class NoEmployment(DomainError):
    """A seat is paid by an employer, so that one is needed."""

    code = "no_employment"
    status = 403
    message = _(
        "You can only take courses as an employee of a municipality. "
        "Please ask your human resources department."
    )


class NotYourEmployer(DomainError):
    """Nobody books at the expense of a municipality they do not work for."""

    code = "not_your_employer"
    status = 403
    message = _("You do not work there today. Please choose one of your employers.")


class EmployerNotChosen(DomainError):
    """Who works for several says which one pays or decides."""

    code = "employer_not_chosen"
    status = 400
    message = _(
        "You work for several employers. Please book this course on its own page and choose there "
        "for which of them."
    )

    def __init__(self, offer_id: int) -> None:
        super().__init__()
        self.offer_id = offer_id


class NotAMember(DomainError):
    """Only members of the cooperative book seats."""

    code = "not_a_member"
    status = 403
    message = _(
        "%(municipality)s is not a member of the cooperative at present, "
        "so that no seat can be booked. Please ask your human resources department."
    )


class NotBookable(DomainError):
    """The offer is closed or the course has nothing published yet."""

    code = "not_bookable"
    message = _("This course cannot be booked at present. Please choose another one.")


class NoDateLeft(NotBookable):
    """The price is for each date, and there is none to come."""

    code = "no_date_left"
    message = _(
        "This course is charged for each date, and no date is planned at present, so that it "
        "cannot be booked. Please choose another one or ask the office."
    )


class DiscountsOverlap(DomainError):
    """Of two lower prices nobody could say which one counts."""

    code = "discounts_overlap"
    message = _(
        "From %(first)s to %(last)s there is another discount. Please choose other days, or end "
        "that one first."
    )


class DiscountEndsTooEarly(DomainError):
    """A discount runs from its first day to the same day or a later one."""

    code = "discount_ends_too_early"
    status = 400
    message = _("The discount ends before it begins. Please correct the last day.")


class DiscountIsNone(DomainError):
    """What does not lower the price is no discount."""

    code = "discount_is_none"
    status = 400
    message = _("That does not lower the price of %(price)s. Please enter a lower one.")


class DateInUse(DomainError):
    """Somebody has a seat, and may have paid for the date."""

    code = "date_in_use"
    message = _("Somebody has a seat, so that the date stays. Please tell these people yourself.")


class NotForYou(NotBookable):
    """The offer is for other municipalities."""

    code = "not_for_you"
    status = 403
    message = _(
        "This course is offered to some municipalities only, and %(municipality)s is not among "
        "them. Please ask your human resources department or the office of the cooperative."
    )


class GroupInUse(DomainError):
    """An offer would lose those to whom it is open."""

    code = "group_in_use"
    message = _("An offer is open to this group. Please change that offer first.")


class NotYetAdmitted(DomainError):
    """Something else comes first; `href` is where to go for it."""

    code = "not_yet_admitted"
    message = _("Something else comes before this course. Please look at its page.")
    href = ""


class ReasonMissing(DomainError):
    """A rejection without a reason helps nobody."""

    code = "reason_missing"
    status = 400
    message = _("Please give a reason. The person who asked will read it.")


class ReasonTooLong(DomainError):
    """A reason is told as it was written, or not at all; nothing is cut."""

    code = "reason_too_long"
    status = 400
    message = _("The reason has %(length)s characters; at most %(most)s fit. Please shorten it.")


class TooManyAlternatives(DomainError):
    """A few proposals are advice, many are a second catalogue."""

    code = "too_many_alternatives"
    status = 400
    message = _("You can propose at most %(most)s other courses. Please leave some out.")


class NotProposable(DomainError):
    """Nobody is shown what they could not find or book by themselves."""

    code = "not_proposable"
    status = 400
    message = _("“%(course)s” cannot be booked by this person's municipality. Please choose again.")


class DecisionMissing(DomainError):
    """Neither approved nor rejected: what is not said must not count as a no."""

    code = "decision_missing"
    status = 400
    message = _("Please choose “Approve” or “Reject”.")


class AssignedSeat(DomainError):
    """Compulsory training is not given back by the learner."""

    code = "assigned_seat"
    message = _(
        "This course has been assigned to you, so that you cannot cancel it yourself. "
        "Please ask your human resources department."
    )


class BookedForYou(DomainError):
    """What the employer has booked, and pays for, is not given back by the learner."""

    code = "booked_for_you"
    message = _(
        "Your employer has booked this course for you, so that you cannot cancel it yourself. "
        "Please ask your human resources department."
    )


class TooFewSeats(DomainError):
    """More people than seats: nobody is put on a waiting list by somebody else."""

    code = "too_few_seats"
    message = _(
        "%(wanted)s seats are needed, %(left)s are left. Nothing was booked. Please choose fewer "
        "people."
    )


class SeatReleased(DomainError):
    """The booked seat was given back."""

    code = "seat_released"
    message = _("This seat has been given back. Please book a new one.")


class TooLateToPassOn(DomainError):
    """The day until which another person may take the seat is over."""

    code = "too_late_to_pass_on"
    message = _(
        "Until %(until)s somebody else could take this seat. That is over. Please book a new one."
    )


class BookedAlready(DomainError):
    """One seat is enough for one person."""

    code = "booked_already"
    message = _("%(name)s has a seat in this course already. Please name somebody else.")


class WorksElsewhere(DomainError):
    """A municipality books seats for its own staff, as long as they work there."""

    code = "works_elsewhere"
    status = 403
    message = _("%(name)s does not work for you at present. Please name somebody else.")


class NotYourDecision(NotAllowed):
    """Approvers decide for their own department, human resources for their municipality."""

    code = "not_your_decision"
    message = _("You cannot decide this request. It belongs to another department.")


class FernUsgStatusMissing(DomainError):
    """Nobody has said how the course stands towards the law on distance teaching."""

    code = "fernusg_status_missing"
    message = _(
        "This course costs money and is graded. Enter its FernUSG status before you open it."
    )


class SessionEndsTooEarly(DomainError):
    """A date runs from its beginning to a later end."""

    code = "session_ends_too_early"
    status = 400
    message = _("The date ends before it begins. Please correct the end.")
