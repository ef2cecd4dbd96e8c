"""What somebody may take along, and what an employer has been shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from campus.kit import dates
from courses.assignments import selectors as assignments
from courses.assignments.accepted import accepts
from courses.certificates import selectors as certificates
from courses.certificates.states import Validity
from courses.learning import selectors as learning
from courses.transfer.matching import Facts, Topic, Verdict, verdict
from courses.transfer.models import Presentation

if TYPE_CHECKING:
    from courses.assignments.models import Obligation, Period
    from courses.certificates.models import Certificate
    from members.organisations.models import Municipality
    from members.people.models import Person


@dataclass(frozen=True, slots=True)
class Offer:
    """A proof that may be shown: exactly what the employer would see of it."""

    key: str
    facts: Facts
    topic: Topic
    certificate: "Certificate | None" = None
    turn: "Period | None" = None
    is_asked_for: bool = False


def facts_of_certificate(certificate: "Certificate") -> Facts:
    """Return what is shown of a certificate; never its points, nor of which kind it is."""
    return Facts(
        certificate.course_title,
        certificate.version_number,
        certificate.completed_on,
        certificate.valid_until,
    )


def facts_of_turn(turn: "Period") -> Facts:
    """Return what is shown of a proof that an employer has."""
    done = turn.fulfilled_on or turn.due_on
    return Facts(turn.obligation.name, turn.version_number, done, turn.valid_until)


def topic_of(obligation: "Obligation") -> Topic:
    """Return what an obligation asks for."""
    return Topic(obligation.course_id, obligation.path_id, obligation.name)


def offers_for(person: "Person", municipality: "Municipality") -> list[Offer]:
    """Return what somebody could show an employer and has not yet, what is asked for first.

    Of each course the newest document; proofs of other employers where there is no document.
    """
    shown = Presentation.objects.filter(person=person, municipality=municipality)
    known = {key_of(one) for one in shown.exclude(state=Presentation.State.REFUSED)}
    documents = _documents(person)
    covered = {one.topic for one in documents}
    proofs = [one for one in _proofs(person, municipality) if not _is_in(one.topic, covered)]
    turns = assignments.running_turns(municipality, [person.pk])
    asked = [turn.obligation for turn in turns if turn.fulfilled_on is None]
    found = [
        Offer(
            one.key,
            one.facts,
            one.topic,
            one.certificate,
            one.turn,
            any(counts_for(one.topic, row) or suits(one.topic, row) for row in asked),
        )
        for one in (*documents, *proofs)
        if one.key not in known
    ]
    return sorted(found, key=lambda one: (not one.is_asked_for, one.facts.title, one.key))


def counts_for(topic: Topic, obligation: "Obligation") -> bool:
    """Tell whether a proof fulfils an obligation: by its course or path, or as HR has chosen."""
    if topic.is_from_elsewhere:
        return accepts(obligation.accepted_proofs, topic.title)
    return topic.answers(topic_of(obligation))


def suits(topic: Topic, obligation: "Obligation") -> bool:
    """Tell whether a proof is called like what is asked for, so that it may be suggested."""
    return topic.is_from_elsewhere and topic.answers(topic_of(obligation))


def key_of(presentation: Presentation) -> str:
    """Return under which key of an offer something was shown."""
    if presentation.certificate_id:
        return f"c{presentation.certificate_id}"
    return f"t{presentation.turn_id}"


def _is_in(topic: Topic, covered: Iterable[Topic]) -> bool:
    return any(topic.answers(other) for other in covered)


def _documents(person: "Person") -> list[Offer]:
    """Return the newest valid document of each completed course."""
    rows = certificates.certificates_of(person).select_related("enrolment__offer")
    held = [one for one in rows if one.enrolment and one.validity is Validity.VALID]
    completed = set(
        learning.completed_registrations()
        .filter(enrolment__in=[one.enrolment_id for one in held])
        .values_list("enrolment_id", flat=True)
    )
    newest: dict[int, Offer] = {}
    # "achievement" comes before "participation"; of one day the better one is taken.
    for one in sorted(held, key=lambda row: (row.completed_on, row.kind == "achievement", row.pk)):
        if one.enrolment and one.enrolment_id in completed:
            course = one.enrolment.offer.course_id
            facts, topic = facts_of_certificate(one), Topic(course, None, one.course_title)
            newest[course] = Offer(f"c{one.pk}", facts, topic, certificate=one)
    return list(newest.values())


def _proofs(person: "Person", municipality: "Municipality") -> list[Offer]:
    """Return the newest proof that counts of each thing other employers have asked for."""
    newest: dict[object, Offer] = {}
    today = dates.today()
    rows = assignments.proven_turns_of(person).exclude(obligation__municipality=municipality)
    for one in rows:
        if one.valid_until and one.valid_until < today:
            continue
        topic = topic_of(one.obligation)
        same = topic.course or (topic.path and f"path {topic.path}") or topic.name
        newest[same] = Offer(f"t{one.pk}", facts_of_turn(one), topic, turn=one)
    return list(newest.values())


def shown_by(person: "Person") -> QuerySet[Presentation]:
    """Return what somebody has shown to any employer."""
    return Presentation.objects.filter(person=person).select_related("municipality")


def checked(presentation: Presentation) -> Verdict:
    """Compare with the original: its state in the register of documents, or the turn itself."""
    certificate, turn = presentation.certificate, presentation.turn
    if certificate is not None:
        state = certificate.validity
        is_own = certificate.person_id == presentation.person_id
        return verdict(
            shown=presentation.facts,
            kept=facts_of_certificate(certificate),
            day=dates.today(),
            is_revoked=state is Validity.REVOKED,
            is_replaced=state in (Validity.RENEWED, Validity.CORRECTED) or not is_own,
        )
    if turn is None:
        return Verdict.REVOKED
    return verdict(
        shown=presentation.facts,
        kept=facts_of_turn(turn),
        day=dates.today(),
        is_revoked=turn.revoked_on is not None,
        is_replaced=False,
    )


def perhaps_revoked() -> QuerySet[Presentation]:
    """Return what is recognised though its original was revoked, or replaced by a newer one."""
    is_revoked = Q(certificate__revoked_at__isnull=False) | Q(turn__revoked_on__isnull=False)
    rows = Presentation.objects.filter(is_revoked, state=Presentation.State.RECOGNISED)
    return rows.order_by("pk")


def is_revoked(presentation: Presentation) -> bool:
    """Tell whether the original was revoked, or the newest that took its place."""
    if presentation.certificate is not None:
        newest = certificates.newest_of(presentation.certificate)
        return newest.validity is Validity.REVOKED
    return presentation.turn is not None and presentation.turn.revoked_on is not None


def with_originals(rows: QuerySet[Presentation]) -> QuerySet[Presentation]:
    """Read everything along that checking needs."""
    return rows.select_related(
        "person__user",
        "municipality",
        "certificate__successor",
        "turn__obligation__course",
    )
