"""What the room refuses."""

from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError


class NoDay(DomainError):
    """Nothing that a calendar knows."""

    code = "no_day"
    message = _("This is no day of the calendar. Enter it like 31.12.2025. Shown is today.")
    status = 400


class DayInFuture(DomainError):
    """Nobody knows yet."""

    code = "day_in_future"
    message = _("This day has not come yet. Shown is today.")
    status = 400


class DayHidden(DomainError):
    """Going from day to day would tell what the agreement hides."""

    code = "day_hidden"
    message = _(
        "Your works agreement does not let you see on which day something was fulfilled. "
        "So the matrix is shown as of today only."
    )
    status = 403


class TooManyForPaper(DomainError):
    """More people than a document on paper can hold."""

    code = "too_many_for_paper"
    message = _(
        "A PDF holds at most %(most)s people. Please choose a department, or save as Excel or CSV."
    )


class NameMissing(DomainError):
    """A view is found again by its name."""

    code = "name_missing"
    message = _("Give the view a name, so that you find it again.")
    status = 400


class TooManyViews(DomainError):
    """Nobody finds anything among so many."""

    code = "too_many_views"
    message = _("You have many views already. Remove one that you no longer need.")


class NobodyChosen(DomainError):
    """Whom?"""

    code = "nobody_chosen"
    message = _("Choose somebody in the list first.")
    status = 400


class NotHanded(DomainError):
    """Human resources have not left it to heads, or somebody is not of the team."""

    code = "not_handed"
    message = _(
        "You cannot assign this to these people: human resources no longer let heads assign it, "
        "or somebody no longer belongs to your team. Please choose again."
    )
    status = 409


FAULTS: dict[str, type[DomainError]] = {one.code: one for one in (NoDay, DayInFuture, DayHidden)}
