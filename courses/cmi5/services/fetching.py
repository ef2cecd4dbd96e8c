"""Hand out the credential of a session, once (cmi5 section 8.2)."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from campus.kit import dates
from courses.cmi5.launches import actor_of
from courses.cmi5.models import Session
from courses.cmi5.services.ending import FORGOTTEN
from courses.cmi5.services.stating import locked
from courses.cmi5.tokens import OWNER
from courses.xapi.services import TOKEN_SCOPES, learner_token

# Section 8.2.3: used already; not to be trusted; something else.
USED, SECURITY = "1", "2"


@dataclass(frozen=True, slots=True)
class Fetched:
    """The credential, or why there is none."""

    credential: str = ""
    error: str = ""


@transaction.atomic
def fetch(*, session_id: UUID | None) -> Fetched:
    """Return the credential of a session at the first call, an error at every later one."""
    found = Session.objects.filter(pk=session_id).first() if session_id else None
    if found is None:
        return Fetched(error=SECURITY)
    run = locked(pk=found.run_id)
    session = Session.objects.get(pk=found.pk)
    if session.fetched_at is not None:
        return Fetched(error=USED)
    if not session.is_open:
        return Fetched(error=SECURITY)
    token = learner_token(
        actor=actor_of(run),
        registration=run.registration,
        scopes=TOKEN_SCOPES,
        lifetime=FORGOTTEN,
        owner=OWNER,
    )
    session.client_key, session.fetched_at = token.key, dates.now()
    session.save(update_fields=["client_key", "fetched_at"])
    return Fetched(credential=token.encoded)
