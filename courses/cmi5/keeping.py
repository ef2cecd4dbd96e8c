"""What the record store asks this room about credentials of sessions, and about units."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from campus.kit import dates
from courses.cmi5.core import preferences
from courses.cmi5.core import vocabulary as words
from courses.cmi5.core.launch import context_template
from courses.cmi5.core.sessions import RESULTS, Violation, check, is_defined
from courses.cmi5.core.sessions import Session as Rules
from courses.cmi5.errors import PreferencesRefused, RequirementBroken, SessionOver
from courses.cmi5.identifiers import is_of_cmi5
from courses.cmi5.launches import launch_of
from courses.cmi5.models import Run, Session, UnitProgress
from courses.cmi5.services.scoring import score_of, share_in, state_score
from courses.cmi5.services.stating import locked, settle
from courses.cmi5.tokens import OWNER
from courses.xapi.errors import StatementRefused
from courses.xapi.services import AGENT_PROFILE, Authority, Place, withdraw_token

Statement = dict[str, Any]
ACHIEVED = {words.COMPLETED: "completed_at", words.PASSED: "passed_at", words.FAILED: "failed_at"}
# Nobody but a unit in its session, or the platform, says these of a unit.
RESERVED = RESULTS | {words.ABANDONED, words.WAIVED, words.SATISFIED}


class SessionKeeper:
    """Holds each credential to its session."""

    def admit(self, authority: Authority) -> None:
        """8.1.2.0-2: nothing is read or written once the session has ended."""
        open_ones = Session.objects.filter(
            client_key=authority.client_key, terminated_at__isnull=True, abandoned_at__isnull=True
        )
        if not open_ones.exists():
            raise SessionOver

    @contextmanager
    def storing(self, statements: Sequence[Statement], authority: Authority) -> Iterator[None]:
        """Check a batch in the order of the session, and keep what it has changed."""
        try:
            run = locked(sessions__client_key=authority.client_key)
        except Run.DoesNotExist:
            raise SessionOver from None
        session = Session.objects.get(client_key=authority.client_key)
        session.run = run
        new = _accepted(statements, session)
        yield
        _keep(new, session)

    def reading(self, place: Place, authority: Authority) -> None:
        """11.0.0.0-3: note that the unit has asked for the learner's preferences."""
        if _is_preferences(place):
            rows = Session.objects.filter(client_key=authority.client_key)
            rows.filter(preferences_read_at__isnull=True).update(preferences_read_at=dates.now())

    def writing(self, place: Place, authority: Authority, content: bytes, kind: str) -> None:
        """11.0.0.0-5, 11.1.0.0-1: preferences stay such that every unit can read them."""
        requirement = preferences.broken(content, kind) if _is_preferences(place) else ""
        if requirement:
            raise PreferencesRefused(requirement=requirement)


KEEPER = SessionKeeper()


def refuse_foreign_statements(statement: Statement, authority: Authority) -> None:
    """Raise StatementRefused for a result of a unit by anybody but the unit and the platform."""
    if authority.is_platform or authority.owner_kind == OWNER[0]:
        return
    target = statement["object"]
    if target.get("objectType", "Activity") != "Activity" or not is_of_cmi5(target["id"]):
        return
    if statement["verb"]["id"] in RESERVED:
        raise StatementRefused(
            reason="Results of units of cmi5 are stated in their sessions and by the platform only."
        )


def _is_preferences(place: Place) -> bool:
    return place.kind == AGENT_PROFILE and place.document_id == preferences.DOCUMENT


def _accepted(statements: Sequence[Statement], session: Session) -> list[Statement]:
    """Return the statements that are new to the session. Raises RequirementBroken for a bad one.

    What was stated already is left to the store: a client whose answer got lost sends it again.
    """
    rules, new = rules_of(session), []
    for statement in statements:
        if statement.get("id") in session.stated:
            continue
        try:
            check(statement, rules)
        except Violation as violation:
            raise RequirementBroken(requirement=violation.requirement) from None
        rules = rules.after(statement)
        new.append(statement)
    return new


def rules_of(session: Session) -> Rules:
    """Return a session as the rules see it."""
    begun = launch_of(session)
    row = session.run.units.filter(place=session.place).first()
    achieved = ((verb, getattr(row, name, None)) for verb, name in ACHIEVED.items())
    return Rules(
        session=str(session.pk),
        registration=str(begun.registration),
        activity_id=begun.activity_id,
        actor=begun.actor,
        template=context_template(begun),
        mode=session.mode,
        mastery_score=session.unit.get("mastery_score"),
        used=frozenset(session.used),
        earlier=frozenset(verb for verb, moment in achieved if moment),
        is_abandoned=session.abandoned_at is not None,
        knows_preferences=session.preferences_read_at is not None,
    )


def _keep(new: Sequence[Statement], session: Session) -> None:
    """Keep what new statements say: of the session, of the unit, of the course."""
    now = dates.now()
    for statement in filter(is_defined, new):
        verb = statement["verb"]["id"]
        session.used = [*session.used, verb]
        session.stated = [*session.stated, statement["id"]]
        if verb in ACHIEVED:
            before = score_of(session.run)
            _achieve(session, ACHIEVED[verb], share_in(statement))
            settle(session.run, launch_of(session), now)
            state_score(session.run, launch_of(session), now, before=before)
        if verb == words.TERMINATED:
            session.terminated_at = now
            withdraw_token(session.client_key)
    if new:
        session.last_at = now
        session.save(update_fields=["used", "stated", "last_at", "terminated_at"])


def _achieve(session: Session, name: str, share: Decimal | None) -> None:
    """Keep when something was achieved first, and the best share of the points."""
    row, _new = UnitProgress.objects.get_or_create(run=session.run, place=session.place)
    if getattr(row, name) is None:
        setattr(row, name, dates.now())
    if share is not None and (row.scaled is None or share > row.scaled):
        row.scaled = share
    row.save(update_fields=[name, "scaled"])
