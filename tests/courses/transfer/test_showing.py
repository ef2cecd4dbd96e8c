"""What may be taken along, what the employer sees of it, and how it is taken back."""

import datetime as dt

import pytest

from campus.kit import dates
from courses.assignments.models import Period
from courses.certificates.models import Certificate
from courses.transfer import errors, rules, selectors, services
from courses.transfer.models import Presentation
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.catalogue import CoursePageFactory
from tests.factories.enrolment import EnrolmentFactory
from tests.factories.learning import complete
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import EmploymentFactory
from tests.factories.transfer import asked_for, learnt, leave, newcomer, shown

pytestmark = pytest.mark.django_db
A_YEAR = dt.timedelta(days=365)


def keys(person, town):
    return [one.key for one in selectors.offers_for(person, town)]


def test_newest_document_of_a_completed_course_is_offered_with_what_is_shown_of_it(town):
    job, certificate = newcomer(town)
    [offer] = selectors.offers_for(job.person, town)
    assert (offer.key, offer.certificate) == (f"c{certificate.pk}", certificate)
    assert offer.certificate.kind == Certificate.Kind.ACHIEVEMENT
    assert offer.facts.title == certificate.course_title
    assert offer.facts.completed_on == certificate.completed_on
    assert not offer.is_asked_for


def test_what_the_new_employer_asks_for_comes_first(town):
    job, certificate = newcomer(town, course_title="Zuletzt im Alphabet")
    proof = PeriodFactory(
        obligation=ObligationFactory(course=None, title="Erste Hilfe"),
        employment=EmploymentFactory(person=job.person),
        fulfilled_on=dates.today(),
    )
    assert keys(job.person, town) == [f"t{proof.pk}", f"c{certificate.pk}"]
    asked_for(job, certificate.enrolment.offer.course)
    first, second = selectors.offers_for(job.person, town)
    assert (first.is_asked_for, second.is_asked_for) == (True, False)
    assert first.certificate == certificate


@pytest.mark.parametrize(
    "facts",
    [
        {"revoked_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC), "revoked_reason": "Irrtum"},
        {"valid_until": dt.date(2020, 1, 1)},
        {"enrolment": None},
    ],
)
def test_revoked_expired_and_seatless_documents_are_not_offered(town, facts):
    job, _certificate = newcomer(town, **facts)
    assert keys(job.person, town) == []


def test_course_that_was_not_completed_is_not_offered(town):
    seat = EnrolmentFactory()
    complete(seat)
    seat.progress.completed_at = None
    seat.progress.percent = 90
    seat.progress.save()
    EmploymentFactory(person=seat.person, municipality=town)
    assert keys(seat.person, town) == []


def proven(person, **facts):
    """Return what somebody has proven to another employer."""
    row = facts.pop("obligation", None) or ObligationFactory(course=None, title="Erste Hilfe")
    facts = {"fulfilled_on": dates.today() - A_YEAR, **facts}
    job = EmploymentFactory(person=person, municipality=row.municipality)
    return PeriodFactory(obligation=row, employment=job, **facts)


def test_proof_of_another_employer_is_offered_once_and_the_newest(town):
    job = EmploymentFactory(municipality=town)
    proven(job.person)
    newer = proven(job.person, fulfilled_on=dates.today())
    proven(job.person, fulfilled_on=None)
    proven(EmploymentFactory().person)
    [offer] = selectors.offers_for(job.person, town)
    assert (offer.key, offer.facts.title) == (f"t{newer.pk}", "Erste Hilfe")


@pytest.mark.parametrize(
    "facts",
    [
        {"valid_until": dt.date(2026, 1, 1), "fulfilled_on": dt.date(2025, 1, 1)},
        {"revoked_on": dt.date(2026, 1, 1), "revoked_reason": "Irrtum"},
    ],
)
def test_proof_that_counts_no_more_is_not_offered(town, facts):
    job = EmploymentFactory(municipality=town)
    proven(job.person, **facts)
    assert keys(job.person, town) == []


def test_own_units_and_what_this_employer_knows_are_not_offered(town):
    job = EmploymentFactory(municipality=town)
    course = CoursePageFactory(only_for=MunicipalityFactory())
    proven(job.person, obligation=ObligationFactory(course=course))
    proven(job.person, obligation=ObligationFactory(municipality=town, course=None, title="x"))
    assert keys(job.person, town) == []


def test_document_goes_before_the_proof_of_the_same_course(town):
    job, certificate = newcomer(town)
    course = certificate.enrolment.offer.course
    proven(job.person, obligation=ObligationFactory(course=course))
    assert keys(job.person, town) == [f"c{certificate.pk}"]


def test_show_copies_the_lines_of_the_preview_and_nothing_else(town):
    job, certificate = newcomer(town)
    [one] = services.show(person=job.person, municipality=town, keys=[f"c{certificate.pk}"])
    assert one.facts == selectors.facts_of_certificate(certificate)
    columns = {field.name for field in Presentation._meta.get_fields()}
    assert not columns & {"score", "score_scaled", "kind", "number", "provider_name", "employment"}
    assert keys(job.person, town) == []
    assert one.state == Presentation.State.SHOWN


def test_nothing_is_shown_without_a_choice_or_when_the_choice_has_changed(town):
    job, certificate = newcomer(town)
    person, key = job.person, f"c{certificate.pk}"
    with pytest.raises(errors.NothingChosen):
        services.show(person=person, municipality=town, keys=[])
    with pytest.raises(errors.ChoiceOutdated):
        services.show(person=person, municipality=town, keys=[key, "c0"])
    _other, foreign = newcomer(town)
    with pytest.raises(errors.ChoiceOutdated):
        services.show(person=person, municipality=town, keys=[f"c{foreign.pk}"])
    services.show(person=person, municipality=town, keys=[key])
    with pytest.raises(errors.ChoiceOutdated):
        services.show(person=person, municipality=town, keys=[key])
    assert Presentation.objects.count() == 1


def test_nothing_is_shown_to_who_does_not_employ_the_person(town):
    job, certificate = newcomer(town)
    stranger = MunicipalityFactory()
    with pytest.raises(errors.ChoiceOutdated):
        services.show(person=job.person, municipality=stranger, keys=[f"c{certificate.pk}"])
    leave(job)
    with pytest.raises(errors.ChoiceOutdated):
        services.show(person=job.person, municipality=town, keys=[f"c{certificate.pk}"])


def test_second_job_and_one_yet_to_begin_may_be_shown_something(town):
    first = EmploymentFactory()
    certificate = learnt(EnrolmentFactory(employment=first))
    EmploymentFactory(person=first.person, municipality=town, valid_from=dates.today() + A_YEAR)
    assert set(rules.employers_of(first.person)) == {first.municipality, town}
    services.show(person=first.person, municipality=town, keys=[f"c{certificate.pk}"])
    # Towards the first employer nothing has changed.
    assert keys(first.person, first.municipality) == [f"c{certificate.pk}"]


def test_taken_back_it_is_gone_and_may_be_shown_again(town, hr):
    one = shown(town)
    person = one.person
    services.withdraw(presentation=one)
    assert not Presentation.objects.exists()
    assert not rules.waiting_for(hr).exists()
    assert len(keys(person, town)) == 1


def test_what_is_recognised_cannot_be_taken_back(town, hr):
    one = services.recognise(presentation=shown(town), by=hr)
    with pytest.raises(errors.AlreadyDecided):
        services.withdraw(presentation=one)
    assert Period.objects.get(source="taken").fulfilled_on == one.completed_on


def test_number_of_queries_does_not_depend_on_how_much_there_is(
    town, django_assert_max_num_queries
):
    job, certificate = newcomer(town)
    asked_for(job, certificate.enrolment.offer.course)
    for number in range(4):
        proven(
            job.person, obligation=ObligationFactory(course=None, title=f"Unterweisung {number}")
        )
    with django_assert_max_num_queries(6):
        assert len(selectors.offers_for(job.person, town)) == 5
