"""App configuration of members.budgets."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BudgetsConfig(AppConfig):
    """Training budgets by cost centre and year."""

    name = "members.budgets"
    label = "budgets"
    verbose_name = _("Training budgets")
