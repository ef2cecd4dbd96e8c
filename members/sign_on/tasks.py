"""Background work of sign-in: certificates that identity providers have changed."""

import logging

from django_tasks import task

from campus.kit.errors import DomainError
from members.sign_on import selectors, services

logger = logging.getLogger(__name__)


@task(backend="jobs")
def refresh_metadata() -> int:
    """Fetch the metadata of every SAML provider anew; one that fails does not stop the others."""
    changed = 0
    for connection in selectors.offered().exclude(metadata_url=""):
        try:
            changed += services.refresh_metadata(connection=connection)
        except DomainError as error:
            logger.warning("Metadata of %s were not taken over: %s", connection, error.code)
    return changed
