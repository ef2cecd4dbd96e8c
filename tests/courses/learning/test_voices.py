"""Only the seat's own learner and the platform move a progress, whoever else names the seat."""

import datetime as dt
import uuid

import pytest
from django.conf import settings

from courses.learning import voices
from courses.learning.models import ItemProgress, Progress
from courses.learning.projection import project
from courses.learning.rebuilding import rebuild
from courses.learning.vocabulary import POSITION
from courses.xapi import vocabulary as xapi
from courses.xapi.services import client_authority, create_client, store
from members.people.models import LearnerAccount
from tests.factories.enrolment import EnrolmentFactory
from tests.factories.learning import items_of, statement_about, store_as_platform
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db

DAY = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
LATER = DAY + dt.timedelta(hours=1)
RESULT = {"extensions": {POSITION: 90}}


@pytest.fixture
def tool():
    """Return the authority of a program that may write statements."""
    client, _secret = create_client(name="Werkzeug", scopes=["all"], owner_kind="tool")
    return client_authority(client)


@pytest.fixture
def seat():
    """Return a seat on whose first item the platform saw its learner."""
    enrolment = EnrolmentFactory()
    store_as_platform(statement_about(enrolment, items_of(enrolment)[0], xapi.EXPERIENCED, at=DAY))
    project(enrolment.registration)
    return enrolment


def later_statement(seat, actor=None):
    """Return a statement about the second item, by another actor if one is given."""
    item = items_of(seat)[1]
    found = statement_about(seat, item, xapi.PROGRESSED, at=LATER, result=RESULT)
    return {**found, "actor": actor} if actor else found


def account(name, home_page=settings.KC_XAPI_HOME_PAGE, **more):
    """Return an actor with an account."""
    return {"account": {"homePage": home_page, "name": str(name)}, **more}


def last_item(seat):
    """Return the item that the learner had open last, once all is folded."""
    project(seat.registration)
    assert list(rebuild(check=True)) == []
    return Progress.objects.get(enrolment=seat).last_item_key


def test_foreign_program_about_the_learner_counts(seat, tool):
    store([later_statement(seat)], authority=tool)

    assert last_item(seat) == items_of(seat)[1].key


def test_platform_about_its_learner_counts_even_without_a_mapping(seat):
    LearnerAccount.objects.all().delete()
    store_as_platform(later_statement(seat, account(uuid.uuid4())))

    assert last_item(seat) == items_of(seat)[1].key


def others(seat):
    """Return actors that are not the learner of the seat, however near they come."""
    own = LearnerAccount.objects.get(person=seat.person).name
    stranger = LearnerAccount.objects.name_of(PersonFactory())
    me = account(own)
    return [
        account(uuid.uuid4()),
        account(stranger),
        account(own, "https://elsewhere.example"),
        account(str(own).upper()),
        account(f"{own} "),
        {"mbox": f"mailto:{own}@kommunalcampus.example"},
        {"objectType": "Group", "member": [me]},
        {"objectType": "Group", **me},
        {"objectType": "Group", **account("group"), "member": [me]},
    ]


@pytest.mark.parametrize("number", range(9))
def test_foreign_program_about_somebody_else_moves_nothing(seat, tool, number):
    store([later_statement(seat, others(seat)[number])], authority=tool)

    assert last_item(seat) == items_of(seat)[0].key
    assert ItemProgress.objects.count() == 1


def test_foreign_program_counts_for_nobody_once_the_mapping_is_gone(seat, tool):
    statement = later_statement(seat)
    LearnerAccount.objects.all().delete()
    store([statement], authority=tool)

    assert last_item(seat) == items_of(seat)[0].key
    assert not LearnerAccount.objects.exists()


def test_rebuilding_reads_the_same_voices_as_folding(seat, tool):
    store([later_statement(seat, account(uuid.uuid4()))], authority=tool)
    project(seat.registration)
    Progress.objects.update(percent=0, last_item_key=None, last_at=None)

    list(rebuild())

    assert Progress.objects.get().last_item_key == items_of(seat)[0].key
    assert len(list(voices.statements_of(seat))) == 1


def test_platform_statements_cost_no_question_who_learns(seat, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(list(voices.statements_of(seat))) == 1
