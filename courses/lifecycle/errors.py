"""What the life of a module refuses."""

from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError


class OwnSuccessor(DomainError):
    """A pointer to itself leads nowhere."""

    code = "own_successor"
    status = 400
    message = _("A course cannot follow itself. Choose another one, or none.")


class RetiredSuccessor(DomainError):
    """Learners are led to where they can begin."""

    code = "retired_successor"
    status = 400
    message = _("“%(title)s” is retired or about to be. Choose a course that stays.")


class LeadsHere(DomainError):
    """Whoever points here would lead to a closed door."""

    code = "leads_here"
    message = _("“%(title)s” names this course as its successor. Change that first.")


class InThePast(DomainError):
    """What lies behind cannot be planned."""

    code = "in_the_past"
    status = 400
    message = _("That moment has passed. Choose a later one, or leave it empty.")
