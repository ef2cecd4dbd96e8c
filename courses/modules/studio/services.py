"""Give the studio its workflow and every provider its rights; safe to repeat."""

from typing import TYPE_CHECKING

from django.db import transaction

from courses.catalogue.services import ensure_provider_pages
from courses.modules.studio import groups
from courses.modules.studio.workflow import ensure_workflow
from members.organisations.selectors import providers

if TYPE_CHECKING:
    from members.organisations.models import Provider


@transaction.atomic
def setup_studio() -> int:
    """Prepare the review and all providers; return how many providers there are."""
    ensure_workflow()
    everybody = list(providers())
    for provider in everybody:
        open_studio(provider=provider)
    return len(everybody)


@transaction.atomic
def open_studio(*, provider: "Provider") -> None:
    """Give a provider its page, its collection and its authors' rights."""
    groups.sync_provider(provider=provider, page=ensure_provider_pages(provider))


def follow_grants(*, user_id: int) -> None:
    """Prepare the providers for which a user has just been given a role."""
    for provider in groups.providers_of_groups(user_id):
        open_studio(provider=provider)
    if groups.is_in_editors(user_id):
        groups.sync_editors()
