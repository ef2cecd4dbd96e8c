"""A renewal on its seat: the test first, then exactly what is missing, and why it is so."""

import json

import pytest

from courses.learning import services
from courses.learning.errors import LearnFirst, NoAttemptsLeft
from courses.learning.evidence import evidence_of
from courses.learning.models import Attempt, Progress
from courses.learning.projection import project
from courses.learning.rebuilding import rebuild
from courses.learning.selectors import resume_target
from courses.learning.services.renewing import verdict_on
from courses.modules.services import freeze
from courses.xapi import services as store
from courses.xapi.models import Statement
from courses.xapi.vocabulary import WAIVED
from tests.courses.learning.rules_of_lessons import paper
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.learning import complete, items_of
from tests.factories.modules import LessonFactory
from tests.factories.renewals import (
    change_lesson,
    learn,
    open_titles,
    provable_module,
    renewing_seat,
    take,
    test_of,
    waived,
)

pytestmark = pytest.mark.django_db
ALL = ("Grundlagen", "Passwörter", "Meldewege")


def statements(seat, verb=WAIVED):
    rows = Statement.objects.filter(registration=seat.registration, verb=verb.iri)
    return [json.loads(row.raw) for row in rows.order_by("stored", "pk")]


def progress(seat):
    return Progress.objects.get(enrolment=seat)


def agrees(seat):
    """Tell whether the tables say what the statements say."""
    return [one for one in rebuild(check=True) if one.registration == seat.registration] == []


def test_whole_test_completes_the_course_without_learning():
    seat = renewing_seat()

    assert take(seat, *ALL).passed
    assert waived(seat) == list(ALL)
    assert progress(seat).completed_at is not None
    assert agrees(seat)


def test_missed_chapter_is_the_only_one_to_learn_and_then_to_be_asked_about():
    seat = renewing_seat()
    attempt = take(seat, "Grundlagen", "Meldewege")

    # Two thirds of the points would be enough, but a chapter was missed.
    assert (attempt.passed, attempt.scaled > 0.6) == (False, True)
    assert open_titles(seat) == ["Passwörter", "Abschlusstest"]
    with pytest.raises(LearnFirst, match="Noch zu lernende Schritte: 1"):
        services.start_attempt(enrolment=seat, key=test_of(seat).key)

    learn(seat, "Passwörter")
    again = services.start_attempt(enrolment=seat, key=test_of(seat).key)
    assert (len(again.asked), len(again.kept)) == (6, 4)
    assert set(again.answers) == set(again.kept)
    assert take(seat, *ALL).passed
    assert open_titles(seat) == []
    assert agrees(seat)


def test_missed_part_is_asked_until_it_suffices():
    seat = renewing_seat(provable_module(pass_percent=80))
    take(seat, "Grundlagen")
    learn(seat, "Passwörter")
    learn(seat, "Meldewege")

    assert take(seat, "Grundlagen", "Passwörter").passed is False
    third = services.start_attempt(enrolment=seat, key=test_of(seat).key)
    assert len(third.kept) == 4
    assert take(seat, *ALL).passed


def test_nothing_known_leaves_the_whole_course():
    seat = renewing_seat()
    take(seat)

    assert waived(seat) == []
    assert open_titles(seat) == [*ALL, "Abschlusstest"]
    for title in ALL:
        learn(seat, title)
    again = services.start_attempt(enrolment=seat, key=test_of(seat).key)
    assert (again.kept, again.answers) == ([], {})


def test_changed_chapter_is_learnt_again_unless_all_is_proven():
    module = provable_module()
    earlier = module.versions.get()
    change_lesson(module, "Grundlagen")
    part = renewing_seat(module, earlier=earlier)
    other = EnrolmentFactory(offer=part.offer, earlier_version=earlier)

    take(part, "Grundlagen", "Meldewege")
    take(other, *ALL)

    assert waived(part) == ["Meldewege"]
    assert open_titles(part) == ["Grundlagen", "Passwörter", "Abschlusstest"]
    assert open_titles(other) == []


def test_correction_of_words_makes_nothing_to_learn_again():
    module = provable_module()
    earlier = module.versions.get()
    lesson = module.chapters.get(title="Grundlagen").lessons.get()
    lesson.body = [{**lesson.body.raw_data[0], "value": "<p>Ein Absatz ohne Tippfehler.</p>"}]
    lesson.save()
    freeze(module=module, is_correction=True)
    change_lesson(module, "Meldewege")
    seat = renewing_seat(module, earlier=earlier)

    take(seat, "Grundlagen", "Meldewege")
    assert waived(seat) == ["Grundlagen"]


def test_what_has_to_be_confirmed_is_never_waived():
    module = provable_module()
    chapter = module.chapters.get(title="Grundlagen")
    LessonFactory(chapter=chapter, title="Dienstanweisung", position=99, **paper())
    freeze(module=module)
    seat = renewing_seat(module)

    assert take(seat, *ALL).passed
    assert waived(seat) == list(ALL)
    assert open_titles(seat) == ["Dienstanweisung"]


def test_who_is_new_takes_the_whole_course():
    seat = EnrolmentFactory(offer=OfferFactory(module=provable_module()))
    attempt = take(seat, "Grundlagen", "Meldewege")

    assert attempt.passed
    assert statements(seat) == []
    assert open_titles(seat) == list(ALL)
    again = services.start_attempt(enrolment=seat, key=test_of(seat).key)
    assert (again.kept, again.answers) == ([], {})


def test_course_without_assigned_questions_is_learnt_as_ever():
    module = provable_module()
    test = module.chapters.get(title="Abschluss").lessons.get()
    test.goals = {}
    test.save()
    freeze(module=module)
    seat = renewing_seat(module)

    assert resume_target(seat) == items_of(seat)[0].key
    assert take(seat, *ALL).passed
    assert waived(seat) == []


def test_last_attempt_is_judged_by_the_mark_of_the_test():
    seat = renewing_seat(provable_module(max_attempts=1))

    assert take(seat, "Grundlagen", "Meldewege").passed
    assert open_titles(seat) == ["Passwörter"]
    learn(seat, "Passwörter")
    assert progress(seat).completed_at is not None


def test_limit_of_attempts_is_obeyed():
    seat = renewing_seat(provable_module(max_attempts=2, pass_percent=80))
    take(seat, "Grundlagen")
    learn(seat, "Passwörter")
    learn(seat, "Meldewege")
    take(seat, "Grundlagen")

    with pytest.raises(NoAttemptsLeft):
        services.start_attempt(enrolment=seat, key=test_of(seat).key)
    assert Attempt.objects.filter(enrolment=seat).count() == 2


def test_who_learns_everything_first_has_an_ordinary_test():
    seat = renewing_seat()
    for title in ALL:
        learn(seat, title)

    assert take(seat, "Grundlagen", "Meldewege").passed
    assert (waived(seat), open_titles(seat)) == ([], [])


def test_statement_of_what_was_proven_is_worded_as_cmi5_does():
    seat = renewing_seat()
    attempt = take(seat, "Grundlagen", "Meldewege")
    found = statements(seat)[0]

    assert len(statements(seat)) == 2
    assert found["verb"]["id"] == "https://w3id.org/xapi/adl/verbs/waived"
    assert found["result"] == {
        "completion": True,
        "success": True,
        "extensions": {"https://w3id.org/xapi/cmi5/result/extensions/reason": "Tested Out"},
    }
    extensions = found["context"]["extensions"]
    assert str(attempt.pk) in extensions.values()
    assert "button" in extensions.values()
    assert found["context"]["registration"] == str(seat.registration)


def test_statement_of_the_test_names_editions_and_chapters():
    module = provable_module()
    earlier = module.versions.get()
    change_lesson(module, "Grundlagen")
    seat = renewing_seat(module, earlier=earlier)
    attempt = take(seat, "Meldewege")
    rows = Statement.objects.filter(registration=seat.registration)
    failed = next(json.loads(row.raw) for row in rows if row.verb.endswith("failed"))

    said = failed["context"]["extensions"]["https://kommunalcampus.example/xapi/extensions/renewal"]
    assert said == {"earlier": 1, "version": 2, "reached": [3], "missed": [1, 2]}
    assert (failed["result"]["success"], attempt.passed) == (False, False)


def test_handing_in_twice_and_telling_twice_change_nothing():
    seat = renewing_seat()
    attempt = take(seat, "Grundlagen")
    before = (Statement.objects.count(), waived(seat))

    assert services.submit_attempt(attempt=attempt).pk == attempt.pk
    raw = statements(seat)
    kept = [{name: part for name, part in one.items() if name != "stored"} for one in raw]
    store.store(kept, authority=store.platform_authority())
    project(seat.registration)

    assert (Statement.objects.count(), waived(seat)) == before
    assert agrees(seat)


def test_two_windows_begin_one_attempt():
    seat = renewing_seat()
    key = test_of(seat).key

    assert services.start_attempt(enrolment=seat, key=key) == services.start_attempt(
        enrolment=seat, key=key
    )


def test_crash_between_the_test_and_its_proofs_leaves_neither(monkeypatch):
    seat = renewing_seat()
    attempt = services.start_attempt(enrolment=seat, key=test_of(seat).key)

    def fail(*args):
        raise RuntimeError

    monkeypatch.setattr("courses.learning.services.renewing.waivers", fail)
    with pytest.raises(RuntimeError):
        services.submit_attempt(attempt=attempt)
    monkeypatch.undo()

    attempt.refresh_from_db()
    assert attempt.submitted_at is None
    assert take(seat, *ALL).passed


def test_changing_over_keeps_what_is_proven_and_asks_the_new_test_as_a_whole():
    module = provable_module()
    seat = renewing_seat(module)
    take(seat, "Grundlagen", "Meldewege")
    LessonFactory(chapter=module.chapters.get(title="Meldewege"), title="Lektion: Neu", position=99)
    newest = freeze(module=module)

    services.move_to_newest(enrolment=seat, version_id=newest.pk)
    seat.refresh_from_db()
    assert open_titles(seat) == ["Passwörter", "Neu", "Abschlusstest"]
    with pytest.raises(LearnFirst):
        services.start_attempt(enrolment=seat, key=test_of(seat).key)
    learn(seat, "Passwörter")
    learn(seat, "Neu")
    assert services.start_attempt(enrolment=seat, key=test_of(seat).key).kept == []
    assert agrees(seat)


def test_way_back_leads_to_the_test_until_something_was_opened():
    seat = renewing_seat()

    assert resume_target(seat) == test_of(seat).key
    services.open_item(enrolment=seat, key=items_of(seat)[1].key)
    assert resume_target(seat) == items_of(seat)[1].key


def test_learner_reads_why_a_step_counts():
    seat = renewing_seat()
    take(seat, "Grundlagen")
    evidence = evidence_of(seat)
    facts = [fact for proof in evidence.counted for fact in proof.facts if fact.decides]

    assert [fact.text for fact in facts] == [
        "Schon durch den Test zu Beginn der Auffrischung nachgewiesen"
    ]
    assert evidence.agrees


def test_ordinary_seats_cost_no_more_queries(django_assert_max_num_queries):
    seat = EnrolmentFactory(offer=OfferFactory(module=provable_module()))
    complete(seat)
    attempt, known = Attempt.objects.get(enrolment=seat), progress(seat)

    with django_assert_max_num_queries(0):
        assert verdict_on(seat, known, attempt, None) is None
