"""Why an onboarding plan is refused, in sentences for the screen."""

from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError


class PlanNameTaken(DomainError):
    """Two running plans of one name could not be told apart."""

    code = "plan_name_taken"
    status = 400
    message = _("There is already an onboarding plan called “%(name)s”. Choose another name.")


class PlanIsOver(DomainError):
    """What has ended stays as it is."""

    code = "plan_is_over"
    message = _("This plan has ended and stays as it was. Make a new one.")


class PlanOutdated(DomainError):
    """Something has changed between looking and confirming."""

    code = "plan_outdated"
    message = _(
        "Something has changed since you looked: staff, obligations or deadlines. Nothing was "
        "written. Please look once more."
    )


class NotInThePlan(DomainError):
    """Whoever is not in it can neither be taken out nor be taken back."""

    code = "not_in_the_plan"
    message = _("This person is no longer in the plan.")
