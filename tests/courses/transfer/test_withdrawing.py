"""What is revoked after another employer recognised it counts there no more."""

import datetime as dt

import pytest
from django.db import transaction
from django.urls import reverse

from campus.kit import dates
from courses.assignments import services as assignments
from courses.assignments.errors import NothingToHandIn, NothingToRevoke, TurnClosed
from courses.assignments.models import Period
from courses.assignments.services.proofs import TIME_TO_RENEW
from courses.certificates import services as certificates
from courses.certificates.models import Certificate
from courses.transfer import selectors, services, tasks
from courses.transfer.models import Presentation
from courses.transfer.notices import NEWS_FOR, withdrawn
from members.messages.models import Message
from members.roles.catalogue import Role
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.people import EmploymentFactory
from tests.factories.roles import GrantFactory
from tests.factories.transfer import leave, shown

pytestmark = pytest.mark.django_db
SECRET = "Täuschung in der Prüfung, 37 von 40 Punkten"


@pytest.fixture
def recognised(town, hr):
    return services.recognise(presentation=shown(town), by=hr)


@pytest.fixture
def office():
    return GrantFactory(role=Role.OFFICE).user


@pytest.fixture
def revoke(office, django_capture_on_commit_callbacks):
    """Return how the office revokes a certificate, with everything that follows from it."""

    def deed(certificate, *, instead=False):
        call = certificates.replace if instead else certificates.revoke
        with django_capture_on_commit_callbacks(execute=True):
            return call(certificate=certificate, reason=SECRET, by=office)

    return deed


def turns_in(town):
    return list(Period.objects.filter(obligation__municipality=town).order_by("number"))


def test_revoked_certificate_opens_the_obligation_again(town, recognised, revoke):
    revoke(recognised.certificate)
    old, new = turns_in(town)
    assert (old.revoked_on, old.source) == (dates.today(), Period.Source.TAKEN)
    assert old.fulfilled_on == recognised.completed_on
    assert (new.fulfilled_on, new.revoked_on) == (None, None)
    assert new.opens_on == dates.today()
    assert new.due_on >= dates.today() + TIME_TO_RENEW
    recognised.refresh_from_db()
    assert recognised.state == Presentation.State.WITHDRAWN
    assert recognised.withdrawn_at is not None
    assert recognised.decided_at is not None


def test_new_due_date_follows_the_terms_of_the_obligation(town, recognised, revoke):
    [turn] = turns_in(town)
    type(turn.obligation).objects.update(due_start="assignment", due_amount=6, due_unit="months")
    revoke(recognised.certificate)
    assert turns_in(town)[-1].due_on == dates.add_months(dates.today(), 6)


def test_history_stays_as_it_was(town, recognised, revoke):
    revoke(recognised.certificate)
    old = turns_in(town)[0]
    old.fulfilled_on = None
    with pytest.raises(TurnClosed):
        old.save()


def test_person_and_human_resources_are_told_but_never_what_was_wrong(town, hr, recognised, revoke):
    revoke(recognised.certificate)
    mine = Message.objects.get(kind="course_transfer_withdrawn")
    theirs = Message.objects.get(kind="course_transfer_withdrawn_hr")
    assert mine.recipient == recognised.person.user
    assert theirs.recipient == hr
    due = turns_in(town)[-1].due_on
    for message in (mine, theirs):
        assert recognised.title in message.subject
        assert str(due.year) in message.body
        assert "widerrufen" in message.body
        assert "Täuschung" not in message.body and "37 von" not in message.body
    assert not Message.objects.filter(kind="assignments_assigned", body__contains=SECRET).exists()
    assert not Message.objects.filter(kind="assignments_assigned").exists()


def test_pages_say_that_it_is_open_again_and_keep_the_secret(client, town, hr, recognised, revoke):
    revoke(recognised.certificate)
    client.force_login(hr)
    job = recognised.person.employments.get(municipality=town)
    pages = ["/personal/", f"/personal/mitarbeitende/{job.pk}/", reverse("course_transfer:waiting")]
    text = "".join(client.get(page).content.decode() for page in pages)
    assert "Täuschung" not in text and "37 von 40" not in text
    assert "widerrufen" in text
    client.force_login(recognised.person.user)
    own = client.get(reverse("course_transfer:own")).content.decode()
    assert "Anerkennung zurückgenommen" in own and "Täuschung" not in own


def test_first_page_speaks_of_it_for_some_weeks(town, recognised, revoke):
    assert withdrawn(town) == []
    revoke(recognised.certificate)
    [notice] = withdrawn(town)
    assert "1" in notice.text and town.slug in notice.href
    Presentation.objects.update(withdrawn_at=dates.now() - NEWS_FOR - dt.timedelta(days=1))
    assert withdrawn(town) == []


@pytest.mark.parametrize("renewed", [False, True])
def test_certificate_put_in_its_place_keeps_the_recognition(town, recognised, revoke, renewed):
    new = revoke(recognised.certificate, instead=True)
    Certificate.objects.filter(pk=new.pk).update(is_renewal=renewed)
    assert services.withdraw_all_revoked() == 0
    assert len(turns_in(town)) == 1
    # The one in its place stands for the same learning.
    revoke(new)
    assert [turn.fulfilled_on is None for turn in turns_in(town)] == [False, True]


def test_revoked_only_while_it_waited_changes_no_turn(town, revoke):
    one = shown(town)
    revoke(one.certificate)
    one.refresh_from_db()
    assert one.state == Presentation.State.SHOWN
    assert len(turns_in(town)) == 1


def test_once_withdrawn_nothing_happens_again(town, recognised, revoke):
    revoke(recognised.certificate)
    assert not services.withdraw_recognition(presentation=recognised)
    assert services.withdraw_all_revoked() == 0
    assert len(turns_in(town)) == 2
    assert Message.objects.filter(kind="course_transfer_withdrawn").count() == 1


def test_lost_news_are_found_by_the_clock(town, recognised, office):
    # The process ended between the commit and the news.
    with transaction.atomic():
        certificates.revoke(certificate=recognised.certificate, reason=SECRET, by=office)
    assert len(turns_in(town)) == 1
    assert tasks.withdraw_revoked.func() == 1
    assert len(turns_in(town)) == 2


def test_same_completion_cannot_be_handed_in_instead(town, recognised, revoke):
    revoke(recognised.certificate)
    new = turns_in(town)[-1]
    with pytest.raises(NothingToHandIn):
        assignments.hand_in(period=new, person=recognised.person)
    keys = [one.key for one in selectors.offers_for(recognised.person, town)]
    assert f"c{recognised.certificate_id}" not in keys


def test_newer_proof_is_not_asked_for_again(town, recognised, revoke):
    old = turns_in(town)[0]
    Period.objects.filter(pk=old.pk).update(closed_at=dates.now())
    newer = PeriodFactory(
        obligation=old.obligation, employment=old.employment, number=2, fulfilled_on=dates.today()
    )
    revoke(recognised.certificate)
    assert turns_in(town) == [old, newer]
    body = Message.objects.get(kind="course_transfer_withdrawn").body
    assert "wieder offen" not in body


@pytest.mark.parametrize("changed", ["obligation_ended", "moved_away"])
def test_what_nobody_asks_for_any_more_opens_no_turn(town, recognised, revoke, changed):
    [turn] = turns_in(town)
    if changed == "obligation_ended":
        type(turn.obligation).objects.update(ended_at=dates.now())
    else:
        Period.objects.update(archived_on=dates.today())
    revoke(recognised.certificate)
    [turn] = turns_in(town)
    assert turn.revoked_on == dates.today()


def test_who_has_left_is_not_written_to_in_the_name_of_the_employer(town, recognised, revoke):
    leave(recognised.person.employments.get(municipality=town))
    revoke(recognised.certificate)
    assert turns_in(town)[0].revoked_on == dates.today()
    assert not Message.objects.filter(kind__startswith="course_transfer_withdrawn").exists()
    assert withdrawn(town) == []


def test_revoked_by_human_resources_already_stays_their_decision(town, hr, recognised, revoke):
    [turn] = turns_in(town)
    assignments.revoke(period=turn, reason="Verwechslung", by=hr)
    revoke(recognised.certificate)
    assert turns_in(town)[0].revoked_reason == "Verwechslung"
    assert len(turns_in(town)) == 2
    with pytest.raises(NothingToRevoke):
        assignments.revoke_for_its_origin(period=turn, reason="x")


def test_proof_of_an_employer_revoked_there_counts_nowhere_else(
    town, hr, django_capture_on_commit_callbacks
):
    first_aid = ObligationFactory(course=None, title="Erste Hilfe")
    proof = PeriodFactory(obligation=first_aid, fulfilled_on=dates.today() - dt.timedelta(days=40))
    job = EmploymentFactory(person=proof.employment.person, municipality=town)
    same = ObligationFactory(
        municipality=town, course=None, title="Ersthelfer", accepted_proofs=["Erste Hilfe"]
    )
    PeriodFactory(obligation=same, employment=job)
    [one] = services.show(person=job.person, municipality=town, keys=[f"t{proof.pk}"])
    services.recognise(presentation=one, by=hr)
    with django_capture_on_commit_callbacks(execute=True):
        assignments.revoke(period=proof, reason=SECRET, by=hr)
    assert [turn.fulfilled_on is None for turn in turns_in(town)] == [False, True]
    assert SECRET not in turns_in(town)[0].revoked_reason
