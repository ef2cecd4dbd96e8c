"""End a session that nobody will end any more (cmi5 section 9.3.6)."""

import datetime as dt

from django.db import transaction

from campus.kit import dates
from courses.cmi5.core import statements
from courses.cmi5.launches import launch_of
from courses.cmi5.models import Run, Session
from courses.cmi5.services.stating import locked, state
from courses.xapi.services import withdraw_token

# As long as a credential lives; later nothing more can come.
FORGOTTEN = dt.timedelta(hours=12)
AT_ONCE = 200


@transaction.atomic
def abandon(*, session: Session) -> Session:
    """Abandon a session, at most once; one that has ended stays as it is."""
    locked(pk=session.run_id)
    row = Session.objects.select_related("run__enrolment__person").get(pk=session.pk)
    return _abandon(row) if row.is_open else row


def abandon_open(run: Run) -> None:
    """Abandon what is still open of a locked run: one session at a time."""
    for row in run.sessions.filter(terminated_at__isnull=True, abandoned_at__isnull=True):
        row.run = run
        _abandon(row)


def _abandon(session: Session) -> Session:
    """9.5.4.2-2: it has lasted until the unit's last word."""
    now = dates.now()
    lasted = (session.last_at or session.launched_at) - session.launched_at
    state(statements.abandoned(launch_of(session), now, lasted=lasted))
    session.abandoned_at = now
    session.save(update_fields=["abandoned_at"])
    if session.client_key:
        withdraw_token(session.client_key)
    return session


def abandon_forgotten() -> int:
    """Abandon sessions whose credentials have ended; return how many."""
    old = Session.objects.filter(
        terminated_at__isnull=True,
        abandoned_at__isnull=True,
        launched_at__lt=dates.now() - FORGOTTEN,
    )
    rows = list(old.order_by("launched_at")[:AT_ONCE])
    for row in rows:
        abandon(session=row)
    return len(rows)
