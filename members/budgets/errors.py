"""Why a booking is refused."""

from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError


class BudgetUsedUp(DomainError):
    """The booking would go beyond a budget that refuses that."""

    code = "budget_used_up"
    message = _(
        "The training budget %(year)s (%(which)s) does not suffice: %(left)s are left, %(price)s "
        "are needed. Please ask human resources."
    )
