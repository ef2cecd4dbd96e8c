"""Messages about a newer version of what a municipality has adopted."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from courses.cadastre import selectors
from courses.cadastre.models import Version
from members.messages import kinds, services
from members.roles.catalogue import Role
from members.roles.selectors import holders

if TYPE_CHECKING:
    from courses.cadastre.models import Adoption

CHANGED = kinds.Kind("cadastre_changed", _("An obligation has changed in the cadastre"))


def register_kinds() -> None:
    """Make the kind known to members.messages; called once at start."""
    kinds.register(CHANGED)


def tell_adopters(version_id: int) -> int:
    """Tell human resources wherever the entry runs; nobody twice. Returns how many were told.

    Who has decided already, or adopted the very version, needs no message.
    """
    version = Version.objects.select_related("entry").get(pk=version_id)
    behind = selectors.adopters_of(version.entry).filter(settled__number__lt=version.number)
    return sum(_tell(adoption, version) for adoption in behind)


def _tell(adoption: "Adoption", version: Version) -> int:
    town = adoption.municipality
    query = {"kommune": town.slug}
    link = reverse("cadastre:entry", args=[version.entry_id], query=query)
    sent = [
        services.send(
            kind=CHANGED.name,
            key=f"{version.pk}:{town.pk}:{user.pk}",
            recipient=user,
            context={
                "title": version.title,
                "change": version.change,
                "town": town.name,
                "link": link,
            },
        )
        for user in holders(Role.HR_MANAGER, municipality=town)
    ]
    return sum(message is not None for message in sent)
