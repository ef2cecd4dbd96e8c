"""Why something about people is refused, in sentences for the screen."""

from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError


class InvitationUnknown(DomainError):
    """No invitation has this secret."""

    code = "invitation_unknown"
    message = _(
        "This invitation does not exist. Please check the link or the code, "
        "or ask your human resources office for a new one."
    )
    status = 404


class InvitationExpired(DomainError):
    """The invitation's time is over."""

    code = "invitation_expired"
    message = _(
        "This invitation has expired. Please ask your human resources office for a new one."
    )
    status = 410


class InvitationUsed(DomainError):
    """The invitation has been accepted before."""

    code = "invitation_used"
    message = _(
        "This invitation has already been used. Sign in with the login name and password that "
        "you chose then."
    )
    status = 410


class InvitationRevoked(DomainError):
    """The invitation was taken back, or a newer one has replaced it."""

    code = "invitation_revoked"
    message = _(
        "This invitation is no longer valid. Please use the newest letter or e-mail, "
        "or ask your human resources office."
    )
    status = 410


class LoginNameTaken(DomainError):
    """Somebody else has the login name."""

    code = "login_name_taken"
    message = _("This login name is already taken. Please choose another one.")


class AlreadyHasAccess(DomainError):
    """The person can sign in already."""

    code = "already_has_access"
    message = _("%(name)s can already sign in. An invitation is not needed.")


class CannotJoin(DomainError):
    """Two people with different histories stay two."""

    code = "cannot_join"
    message = _(
        "This account cannot be used for the invitation. Please turn to the human resources "
        "office that has invited you."
    )


class NeedsEmail(DomainError):
    """An invitation by e-mail needs an address."""

    code = "needs_email"
    message = _(
        "There is no e-mail address for %(name)s. Enter one, or print an invitation letter."
    )
    status = 400


class LetterNotSafe(DomainError):
    """A letter would hand a person known elsewhere to whoever prints it."""

    code = "letter_not_safe"
    message = _(
        "%(name)s is also known to another organisation. "
        "Please invite this person by e-mail, so that nobody else can take over the access."
    )


class KnownElsewhere(DomainError):
    """Two employers must not overwrite each other's spelling."""

    code = "known_elsewhere"
    message = _(
        "%(name)s is also known to another organisation. Please ask the office of the "
        "cooperative to correct the name."
    )


class EmailInUse(DomainError):
    """The address belongs to a person of another name."""

    code = "email_in_use"
    message = _(
        "The e-mail address %(email)s already belongs to somebody else. "
        "Check the address and the spelling of the name."
    )


class AlreadyEmployed(DomainError):
    """The person already works there."""

    code = "already_employed"
    message = _("%(name)s is already on the list of staff.")


class AlreadyThere(DomainError):
    """Nobody works in one department twice at the same time."""

    code = "already_there"
    message = _("%(name)s already works in “%(department)s” at that time.")


class PostOutsideEmployment(DomainError):
    """A further post lasts no longer than the employment."""

    code = "post_outside_employment"
    message = _("A further post has to lie within the employment, %(time)s.")
    status = 400


class PostNotBegun(DomainError):
    """Only a post that somebody has becomes the main one."""

    code = "post_not_begun"
    message = _("This post begins on %(first_day)s. It can become the main one from then on.")


class PersonnelNumberInUse(DomainError):
    """Two people with one personnel number."""

    code = "personnel_number_in_use"
    message = _("The personnel number %(number)s already belongs to somebody else.")


class StillNeeded(DomainError):
    """What hangs on a job keeps it."""

    code = "still_needed"
    message = _("%(name)s has begun to learn and stays on the list of staff.")


class EmploymentHasEnded(DomainError):
    """Nobody is invited whose job is over."""

    code = "employment_has_ended"
    message = _("%(name)s has left. Somebody who has left cannot be invited.")


class EndsBeforeItBegins(DomainError):
    """The last day lies before the first."""

    code = "ends_before_it_begins"
    message = _("The last day must not be before the first day, %(first_day)s.")
    status = 400


class DepartmentNotThere(DomainError):
    """The department is one of another municipality."""

    code = "department_not_there"
    message = _("This department belongs to another municipality. Choose one from the list.")
    status = 400


class DepartmentNameTaken(DomainError):
    """Two departments of one name cannot be told apart."""

    code = "department_name_taken"
    message = _("There is already a department named “%(name)s”. Choose another name.")


class DepartmentInItself(DomainError):
    """A department cannot be below itself."""

    code = "department_in_itself"
    message = _(
        "A department cannot be part of itself or of a department below it. "
        "Choose another superior department."
    )
    status = 400


class DepartmentInUse(DomainError):
    """Staff or departments still belong to it."""

    code = "department_in_use"
    message = _(
        "“%(name)s” still has staff or departments below it. "
        "Move these first; then the department can be removed."
    )


class DepartmentNamed(DomainError):
    """Something names it that would mean all staff without it."""

    code = "department_named"
    message = _(
        "“%(name)s” is named by: %(uses)s. Without it that would be meant for all staff, so the "
        "department stays. You can rename it or put it below another one."
    )


class ListHasFaults(DomainError):
    """A list is only taken when every row is right."""

    code = "list_has_faults"
    message = _("Some rows are not right yet. Nothing was saved; please correct them first.")
    status = 400
