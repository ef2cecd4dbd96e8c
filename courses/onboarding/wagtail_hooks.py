"""Registers the audit log's action names of onboarding plans."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def register_actions(actions: Any) -> None:
    """Name the deeds that the audit log records."""
    for name, label, message in (
        ("save", _("Save an onboarding plan"), _("Onboarding plan saved")),
        ("receive", _("Take newcomers in"), _("Newcomers taken into the plan")),
        ("running", _("Resume an onboarding plan"), _("Onboarding plan resumed")),
        ("paused", _("Pause an onboarding plan"), _("Onboarding plan paused")),
        ("ended", _("End an onboarding plan"), _("Onboarding plan ended")),
        ("take_out", _("Take out of an onboarding plan"), _("Taken out of an onboarding plan")),
        ("bring_in", _("Take into an onboarding plan"), _("Taken into an onboarding plan")),
    ):
        actions.register_action(f"course_onboarding.{name}", label, message)
