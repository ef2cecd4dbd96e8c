"""Human resources say which proofs from elsewhere fulfil what; the name only suggests."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campus.kit import dates
from courses.assignments.models import Obligation, Period
from courses.transfer import errors, selectors, services
from courses.transfer.fitting import Fit, fits_for
from courses.transfer.models import Presentation
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.catalogue import CoursePageFactory
from tests.factories.people import EmploymentFactory
from tests.factories.transfer import asked_for, newcomer

pytestmark = pytest.mark.django_db
WAITING = "/personal/mitgebracht/"
DONE = dt.timedelta(days=40)


def text_of(answer):
    return answer.content.decode()


def brought(town, title="Ersthelfer-Ausbildung"):
    """Return a proof of another employer that somebody has shown here."""
    elsewhere = ObligationFactory(course=None, title=title)
    proof = PeriodFactory(obligation=elsewhere, fulfilled_on=dates.today() - DONE)
    job = EmploymentFactory(person=proof.employment.person, municipality=town)
    return job, proof


def present(job, proof):
    keys = [f"t{proof.pk}"]
    return services.show(person=job.person, municipality=job.municipality, keys=keys)[0]


def asks(job, title="Erste Hilfe", **facts):
    row = ObligationFactory(municipality=job.municipality, course=None, title=title, **facts)
    return PeriodFactory(obligation=row, employment=job)


def recognise(one, by, turn=None, **more):
    key = turn.obligation_id if turn else None
    return services.recognise(presentation=one, by=by, obligation_id=key, **more)


def test_same_name_alone_fulfils_nothing_but_is_suggested(town, hr):
    job, proof = brought(town, "ERSTE HILFE")
    other, turn = asks(job, "Brandschutz"), asks(job)
    one = present(job, proof)
    fit = fits_for([one])[one.pk]
    assert (fit.turn, fit.suggested) == (None, turn)
    assert set(fit.choices) == {other, turn}
    with pytest.raises(errors.ObligationNotChosen):
        recognise(one, hr)
    recognise(one, hr, turn)
    turn.refresh_from_db()
    assert (turn.fulfilled_on, turn.source) == (dates.today() - DONE, Period.Source.TAKEN)
    assert turn.obligation.accepted_proofs == []


def test_another_name_may_be_chosen_and_remembered(town, hr):
    job, proof = brought(town)
    turn = asks(job)
    one = present(job, proof)
    assert fits_for([one])[one.pk].suggested is None
    recognise(one, hr, turn, remember=True)
    assert Obligation.objects.get(pk=turn.obligation_id).accepted_proofs == [
        "Ersthelfer-Ausbildung"
    ]
    # The next one brings the same: it is one click.
    colleague, same = brought(town, "ersthelfer-AUSBILDUNG ")
    PeriodFactory(obligation=turn.obligation, employment=colleague)
    again = present(colleague, same)
    assert recognise(again, hr).state == Presentation.State.RECOGNISED


def test_remembered_once_it_stands_there_once(town, hr):
    job, proof = brought(town)
    turn = asks(job, accepted_proofs=["ERSTHELFER-ausbildung"])
    recognise(present(job, proof), hr, turn, remember=True)
    turn.obligation.refresh_from_db()
    assert turn.obligation.accepted_proofs == ["ERSTHELFER-ausbildung"]


def test_proof_may_stand_for_a_course_where_human_resources_say_so(town, hr):
    job, proof = brought(town, "Datenschutz bei der Nachbarstadt")
    turn = asked_for(job, CoursePageFactory())
    recognise(present(job, proof), hr, turn)
    turn.refresh_from_db()
    assert turn.fulfilled_on == dates.today() - DONE
    assert turn.version_number is None


def test_turn_of_somebody_else_or_of_another_town_is_never_chosen(town, hr):
    job, proof = brought(town)
    asks(job)
    one = present(job, proof)
    colleague = asks(EmploymentFactory(municipality=town), "Nur Kollege")
    foreign = asks(EmploymentFactory(person=job.person), "Andere Stadt")
    for turn in (colleague, foreign, proof):
        with pytest.raises(errors.ObligationNotChosen):
            recognise(one, hr, turn)
    assert not Period.objects.filter(source="taken").exists()


def test_certificate_of_a_course_is_never_turned_into_something_else(town, hr):
    job, certificate = newcomer(town)
    asked_for(job, certificate.enrolment.offer.course)
    other = asks(job)
    keys = [f"c{certificate.pk}"]
    [one] = services.show(person=job.person, municipality=town, keys=keys)
    assert fits_for([one])[one.pk].choices == ()
    with pytest.raises(errors.NothingAsksForIt):
        recognise(one, hr, other)
    # Nor is anything remembered for it.
    recognise(one, hr, remember=True)
    assert set(Obligation.objects.values_list("accepted_proofs__0", flat=True)) == {None}


def test_settled_and_fulfilled_leaves_the_others_to_choose(town):
    job, proof = brought(town)
    done = asks(job, "Ersthelfer", accepted_proofs=["Ersthelfer-Ausbildung"])
    Period.objects.filter(pk=done.pk).update(fulfilled_on=dates.today())
    open_turn = asks(job)
    one = present(job, proof)
    fit = fits_for([one])[one.pk]
    assert (fit.turn, fit.is_open, fit.choices) == (done, False, (open_turn,))


def test_revoked_original_counts_for_nothing_chosen(town, hr):
    job, proof = brought(town)
    turn = asks(job)
    one = present(job, proof)
    Period.objects.filter(pk=proof.pk).update(revoked_on=dates.today(), revoked_reason="x")
    with pytest.raises(errors.CountsNoMore):
        recognise(one, hr, turn, remember=True)
    turn.obligation.refresh_from_db()
    assert turn.obligation.accepted_proofs == []


@pytest.mark.parametrize("names", [["Ersthelfer-Ausbildung"], ["ERSTE HILFE"], []])
def test_learner_reads_that_it_is_asked_for(town, names):
    title = "Erste Hilfe" if names != ["Ersthelfer-Ausbildung"] else "Ersthelfer-Ausbildung"
    job, _proof = brought(town, title)
    asks(job, accepted_proofs=names)
    [offer] = selectors.offers_for(job.person, town)
    assert offer.is_asked_for


def test_nothing_to_choose_is_nothing_chosen():
    assert Fit().chosen(None) is None
    assert Fit().chosen(7) is None
    assert not Fit().is_open


def test_page_suggests_by_name_and_recognises_what_was_chosen(client, town, hr):
    job, proof = brought(town, "erste  hilfe")
    asks(job, "Brandschutz")
    turn = asks(job)
    one = present(job, proof)
    client.force_login(hr)
    text = text_of(client.get(WAITING))
    assert f'value="{turn.obligation_id}" selected' in text
    assert "Brandschutz" in text
    address = reverse("course_transfer:recognise", args=[one.pk])
    for nonsense in ("", "Unsinn", "²", "9" * 40, "999999"):
        answer = client.post(address, {"pflicht": nonsense}, follow=True)
        assert "welche Pflicht" in text_of(answer), nonsense
    client.post(address, {"pflicht": turn.obligation_id, "merken": "1"})
    one.refresh_from_db()
    turn.obligation.refresh_from_db()
    assert one.state == Presentation.State.RECOGNISED
    assert turn.obligation.accepted_proofs == ["erste  hilfe"]


def test_page_without_a_suggestion_asks(client, town, hr):
    job, proof = brought(town)
    asks(job)
    present(job, proof)
    client.force_login(hr)
    assert "Bitte wählen" in text_of(client.get(WAITING))


def questions(client):
    with CaptureQueriesContext(connection) as seen:
        client.get(WAITING)
    return len(seen)


def test_page_asks_the_database_as_often_for_many(client, town, hr):
    client.force_login(hr)
    counts = []
    for number in (1, 1, 3):
        for _again in range(number):
            job, proof = brought(town)
            asks(job, accepted_proofs=["Anderes"])
            present(job, proof)
        counts.append(questions(client))
    assert counts[1] == counts[2]
