"""Why somebody cannot stand in."""

from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError


class NobodyThere(DomainError):
    """No colleague of that address or number, or one without an account."""

    code = "nobody_there"
    message = _(
        "Nobody with a sign-in works here under “%(typed)s”. Type the e-mail address or the "
        "personnel number of a colleague who has signed in before."
    )
    status = 400


class Oneself(DomainError):
    """Somebody for themselves."""

    code = "oneself"
    message = _("You cannot stand in for yourself. Name a colleague.")
    status = 400


class NamesOwnDeputy(DomainError):
    """A deputy takes over all tasks of deciding, also those that human resources do not give."""

    code = "names_own_deputy"
    message = _(
        "%(name)s also decides for human resources or for another municipality. Whoever stands in "
        "would do so there, too; so only this person names a deputy."
    )
    status = 409


class DaysInDisorder(DomainError):
    """The end before the beginning, or over already."""

    code = "days_in_disorder"
    message = _("The last day must not lie before the first day or before today.")
    status = 400


class AlreadyStandsIn(DomainError):
    """The same deputy in the same days."""

    code = "already_stands_in"
    message = _("%(name)s stands in for you in these days already.")
