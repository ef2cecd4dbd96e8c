"""The message that an export is ready."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.messages import kinds, services

if TYPE_CHECKING:
    from courses.privacy.models import Export

READY = kinds.Kind("privacy_export_ready", _("Your data are ready"))


def register_kinds() -> None:
    """Make the kind known to members.messages; called once at start."""
    kinds.register(READY)


def tell_ready(export: "Export") -> None:
    """Tell the owner, without the data themselves."""
    services.send(
        kind=READY.name,
        key=str(export.reference),
        recipient=export.person.user,
        email=export.person.email or "",
        context={
            "person": export.person,
            "until": export.expires_at,
            "link": reverse("privacy:data"),
        },
    )
