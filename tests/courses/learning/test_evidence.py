"""The chain of evidence: read from the statements, whatever the tables say."""

import pytest

from courses.learning import services
from courses.learning.evidence import evidence_of
from courses.learning.models import ItemProgress, Progress
from courses.xapi.models import Statement
from courses.xapi.vocabulary import COMPLETED
from tests.courses.learning.rules_of_lessons import film, paper, seat_in
from tests.factories.enrolment import EnrolmentFactory
from tests.factories.learning import (
    complete,
    items_of,
    pass_test,
    statement_about,
    store_as_platform,
)

pytestmark = pytest.mark.django_db


def texts(proof):
    return [fact.text for fact in proof.facts]


def test_evidence_of_a_new_seat_has_nothing_and_agrees():
    evidence = evidence_of(EnrolmentFactory())

    assert (evidence.summary.percent, evidence.statements, evidence.agrees) == (0, 0, True)
    assert evidence.next_step == evidence.course.steps[0]


def test_evidence_names_the_statement_by_which_a_step_counts():
    seat = EnrolmentFactory()
    item = items_of(seat)[0]
    services.open_item(enrolment=seat, key=item.key)
    services.finish_lesson(enrolment=seat, key=item.key)
    proof = evidence_of(seat).counted[0]

    assert texts(proof) == ["Geöffnet", "Als erledigt gemeldet"]
    assert [fact.decides for fact in proof.facts] == [False, True]
    assert Statement.objects.filter(statement_id=proof.facts[1].statement_id).exists()


def test_evidence_of_a_test_tells_the_results():
    seat = EnrolmentFactory()
    test = items_of(seat)[2]
    pass_test(seat, test)
    proof = evidence_of(seat).counted[2]

    assert texts(proof)[-1] == "Test abgegeben und bestanden: 100 Prozent"
    assert proof.facts[-1].decides


def test_evidence_adds_up_to_hundred_when_all_is_done():
    seat = EnrolmentFactory()
    complete(seat)
    evidence = evidence_of(seat)

    assert evidence.summary.percent == evidence.course.percent == 100
    assert evidence.agrees
    assert evidence.next_step is None
    assert all(any(fact.decides for fact in proof.facts) for proof in evidence.counted)


def test_evidence_tells_what_was_confirmed_and_played():
    seat = seat_in(paper(), film(seconds=10, required=False))
    item, other = items_of(seat)
    services.confirm_document(enrolment=seat, key=item.key, rule=item.rule)
    place = services.Place(block=str(item.key), played=((0, 10),))
    services.record_place(enrolment=seat, key=other.key, place=place)
    evidence = evidence_of(seat)

    assert texts(evidence.counted[0])[-1].startswith("Bestätigt: Ich habe „Dienstanweisung IT“")
    assert texts(evidence.voluntary[0]) == ["100 Prozent der Aufnahme abgespielt"]
    assert evidence.voluntary[0].saved_places == 1
    assert evidence.course.percent == 100


def test_evidence_says_when_the_display_is_wrong_and_can_mend_it():
    seat = EnrolmentFactory()
    services.finish_lesson(enrolment=seat, key=items_of(seat)[0].key)
    Progress.objects.update(percent=80, done=2)
    evidence = evidence_of(seat)

    assert (evidence.course.percent, evidence.summary.percent) == (80, 33)
    assert not evidence.agrees
    services.recalculate(enrolment=seat)
    assert evidence_of(seat).agrees
    assert Progress.objects.get().percent == 33


@pytest.mark.parametrize("table", [Progress, ItemProgress])
def test_evidence_says_when_rows_are_missing(table):
    seat = EnrolmentFactory()
    services.finish_lesson(enrolment=seat, key=items_of(seat)[0].key)
    table.objects.all().delete()

    assert not evidence_of(seat).agrees


def test_evidence_counts_what_still_waits_in_the_queue():
    seat = EnrolmentFactory()
    item = items_of(seat)[0]
    store_as_platform(statement_about(seat, item, COMPLETED, result={"completion": True}))
    evidence = evidence_of(seat)

    assert evidence.is_waiting
    assert not evidence.agrees
    assert evidence.summary.done == 1


def test_evidence_shows_withdrawn_entries_as_such():
    seat = EnrolmentFactory()
    services.finish_lesson(enrolment=seat, key=items_of(seat)[0].key)
    Statement.objects.update(voided=True)
    proof = evidence_of(seat).counted[0]

    assert texts(proof) == ["Als erledigt gemeldet – zurückgenommen, zählt nicht"]
    assert not proof.facts[0].decides


def test_evidence_shows_a_bounded_number_of_entries_and_the_deciding_one():
    seat = EnrolmentFactory()
    item = items_of(seat)[0]
    for _ in range(30):
        store_as_platform(statement_about(seat, item, COMPLETED, result={"completion": True}))
    proof = evidence_of(seat).counted[0]

    assert len(proof.facts) == 12
    assert proof.left_out == 18
    assert sum(fact.decides for fact in proof.facts) == 1
