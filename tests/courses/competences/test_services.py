"""Deeds on assessments: each refusal in German, nothing done twice, nothing done to others."""

import pytest
from django.core.management import call_command
from django.utils import translation

from campus.kit.personal_data import Erasing, Subject
from courses.competences import errors, personal_data, selectors, services
from courses.competences.models import Assessment, Framework
from courses.enrolment.models import Enrolment
from tests.factories import competences as check
from tests.factories.enrolment import OfferFactory
from tests.factories.pathways import PrerequisiteFactory, learner

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("error", "status", "sentence"),
    [
        (errors.PublishedAlready(name="digcomp 2.2"), 409, "eine neue Fassungsnummer."),
        (errors.NotComplete(), 409, "Was Sie bisher gewählt haben, ist gespeichert."),
        (errors.FinishedAlready(), 409, "Diese Einschätzung ist abgeschlossen."),
        (errors.NoSuchLevel(), 400, "Bitte wählen Sie eine der gezeigten Stufen."),
    ],
)
def test_refusal_is_a_german_sentence_with_its_status(error, status, sentence):
    assert sentence in str(error)
    assert error.status == status
    with translation.override("en"):
        assert sentence not in str(error)


@pytest.mark.parametrize(
    ("version", "level", "fits"),
    [("2.2", 0, True), ("2.2", 8, True), ("2.2", 9, False), ("2.2", -1, False)]
    + [("3.0", 0, True), ("3.0", 4, True), ("3.0", 5, False), ("3.0", 8, False)],
)
def test_level_is_kept_if_the_edition_has_it(version, level, fits):
    assessment = check.begin(learner(), version=version)
    if fits:
        services.answer(assessment=assessment, levels={"1.1": level})
    else:
        with pytest.raises(errors.NoSuchLevel):
            services.answer(assessment=assessment, levels={"1.1": level})
    assessment.refresh_from_db()
    assert assessment.answers == ({"1.1": level} if fits else {})


def test_one_wrong_level_keeps_none_of_its_page():
    assessment = check.begin(learner())
    with pytest.raises(errors.NoSuchLevel):
        services.answer(assessment=assessment, levels={"1.1": 3, "1.2": 99})
    assessment.refresh_from_db()
    assert assessment.answers == {}


def test_stale_page_adds_to_what_another_window_has_saved():
    assessment = check.begin(learner())
    stale = Assessment.objects.get(pk=assessment.pk)
    services.answer(assessment=assessment, levels={"1.1": 3})
    services.answer(assessment=stale, levels={"1.2": 4})
    assessment.refresh_from_db()
    assert assessment.answers == {"1.1": 3, "1.2": 4}


def test_stale_page_cannot_change_what_is_finished():
    person = learner()
    assessment = check.begin(person)
    stale = Assessment.objects.get(pk=assessment.pk)
    done = check.finished(person, level=4)
    assert done == stale
    with pytest.raises(errors.FinishedAlready):
        services.answer(assessment=stale, levels={"1.1": 8})
    done.refresh_from_db()
    assert set(done.answers.values()) == {4}


def test_after_the_end_a_new_check_begins_and_the_old_one_stays():
    person = learner()
    first = check.finished(person, level=2)
    second = check.begin(person)
    assert second != first
    assert second.answers == {}
    assert check.begin(person) == second
    assert list(selectors.assessments_of(person)) == [second, first]


def test_each_person_has_checks_of_the_own_only():
    mine, other = learner(), learner()
    check.finished(other, level=1)
    assert not selectors.assessments_of(mine).exists()
    assert check.begin(mine).person == mine
    services.delete(assessment=selectors.assessments_of(other).get())
    assert selectors.assessments_of(mine).count() == 1


def test_another_role_compares_anew_and_changes_no_answer():
    done = check.finished(learner(), level=5)
    first = [gap.code for gap in selectors.result_of(done).gaps]
    services.aim(assessment=done, roles=done.roles, role="it-koordination")
    second = [gap.code for gap in selectors.result_of(done).gaps]
    assert first == []
    assert second == ["1.2", "4.1", "4.2", "5.1", "5.2", "5.3", "5.4"]
    assert set(done.answers.values()) == {5}


def test_newest_role_model_is_the_current_one_and_begun_checks_keep_theirs():
    assessment = check.begin(learner())
    content = Framework.objects.get(kind="roles").content
    newer, is_new = services.publish({**content, "version": "1.1"})
    assert is_new
    assert selectors.current_roles() == newer
    assessment.refresh_from_db()
    assert assessment.roles != newer


def test_loading_says_what_is_new_and_what_is_known(capsys):
    call_command("load_frameworks", verbosity=1)
    assert capsys.readouterr().out.splitlines() == [
        "digcomp 2.2: published",
        "digcomp 3.0: published",
        "kommunale-rollen 1.0: published",
    ]
    call_command("load_frameworks", verbosity=1)
    assert "digcomp 2.2: known" in capsys.readouterr().out


def test_newest_edition_is_offered_first():
    check.load()
    assert [one.version for one in selectors.frameworks()] == ["3.0", "2.2"]


def test_all_courses_are_taken_once_and_each_refusal_names_its_course():
    person, free, blocked = learner(), OfferFactory(), OfferFactory()
    first = OfferFactory().course
    PrerequisiteFactory(course=blocked.course, requires=first)
    wanted = [free.course_id, blocked.course_id, 999_999]
    for _time in range(2):
        taken, refused = services.take_all(course_ids=wanted, person=person, by=person.user)
        assert [seat.offer for seat in taken] == [free]
        assert [course for course, _why in refused] == [blocked.course_id, 999_999]
        assert first.title in refused[0][1]
    assert Enrolment.objects.get().offer == free


def test_recommendation_holds_published_courses_that_can_be_booked():
    hidden, inactive, right = OfferFactory(), OfferFactory(active=False), OfferFactory()
    for offer in (hidden, inactive, right):
        check.teaches(offer.course, "4.2")
    hidden.course.unpublish()
    done = check.finished(learner(), k_4_2=1)
    assert selectors.result_of(done).recommended.courses == (right.course_id,)


@pytest.mark.parametrize("version", ["2.2", "3.0"])
def test_both_editions_lead_to_the_same_courses(version):
    offer = OfferFactory()
    check.teaches(offer.course, "4.2")
    assessment = check.begin(learner(), version=version)
    top = len(selectors.contents(assessment.framework).levels)
    codes = selectors.contents(assessment.framework).codes
    levels = {code: 1 if code == "4.2" else top for code in codes}
    done = services.finish(assessment=services.answer(assessment=assessment, levels=levels))
    result = selectors.result_of(done)
    assert [gap.code for gap in result.gaps] == ["4.2"]
    assert result.recommended.courses == (offer.course_id,)
    assert result.recommended.uncovered == ()


def test_export_and_deletion_know_the_checks_of_that_person_only():
    mine, other = learner(), learner()
    check.finished(mine, level=3)
    check.begin(mine)
    check.finished(other, level=5)
    rows = list(personal_data.assessments(Subject(mine.pk)))
    assert [bool(row["finished_at"]) for row in rows] == [True, False]
    assert set(rows[0]["answers"].values()) == {3}
    case = Erasing(Subject(mine.pk))
    assert personal_data.forget(case) == 2
    assert personal_data.forget(case) == 0
    assert Assessment.objects.get().person == other
