"""Erasing a learner: what was learnt goes with the mapping, the seat and its proofs stay."""

import io
import json
import uuid

import pytest
from django.core.management import CommandError, call_command

from courses.certificates.models import Certificate
from courses.enrolment.models import Enrolment
from courses.learning.models import Attempt, ExtraTime, ItemProgress, Progress
from courses.learning.rebuilding import rebuild
from courses.learning.services import erasing, finish_lesson
from courses.xapi.authority import account_agent
from courses.xapi.models import Erasure, PendingStatement, Statement
from members.people import selectors as people
from members.people import services as people_services
from members.people.models import LearnerAccount, Person
from tests.courses.xapi.erasing.looking import left_of
from tests.factories.enrolment import EnrolmentFactory
from tests.factories.learning import complete, items_of

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("policy", ["anonymise", "delete"])


@pytest.fixture
def seat():
    """Return a seat whose course has been learnt, with extra time for tests."""
    enrolment = EnrolmentFactory()
    ExtraTime.objects.create(enrolment=enrolment, percent=25)
    complete(enrolment)
    return enrolment


def agent_of(enrolment):
    """Return the learner of a seat as an agent."""
    return account_agent(str(people.account_name(enrolment.person)))


@BOTH
def test_nothing_of_what_was_learnt_leads_to_the_person(seat, policy):
    name = people.account_name(seat.person)
    stated = list(Statement.objects.values_list("statement_id", flat=True))
    certificates = Certificate.objects.count()

    erasing.erase_learner(account_agent(str(name)), policy=policy)

    assert left_of(name, seat.registration, *stated) == []
    for model in (Progress, ItemProgress, Attempt, ExtraTime, LearnerAccount, PendingStatement):
        assert not model.objects.exists(), model
    assert Statement.objects.count() == (len(stated) if policy == "anonymise" else 0)
    assert Person.objects.filter(pk=seat.person_id).exists()
    assert Enrolment.objects.get().registration == seat.registration
    assert Certificate.objects.count() == certificates


@BOTH
def test_rebuilding_finds_nothing_to_mend_and_brings_nothing_back(seat, policy):
    erasing.erase_learner(agent_of(seat), policy=policy)
    assert list(rebuild(check=True)) == []
    assert list(rebuild()) == []
    assert not Progress.objects.exists()


@BOTH
def test_who_learns_on_begins_anew_under_a_new_account(seat, policy):
    before = people.account_name(seat.person)
    erasing.erase_learner(agent_of(seat), policy=policy)
    seat = Enrolment.objects.get()
    lesson = next(item for item in items_of(seat) if item.kind == "lesson")

    progress = finish_lesson(enrolment=seat, key=lesson.key)

    assert people.account_name(seat.person) != before
    assert progress.done == 1
    assert list(rebuild(check=True)) == []


@BOTH
def test_other_learners_keep_everything(seat, policy):
    other = EnrolmentFactory()
    complete(other)
    before = list(ItemProgress.objects.filter(progress__enrolment=other).order_by("pk").values())

    erasing.erase_learner(agent_of(seat), policy=policy)

    assert list(ItemProgress.objects.order_by("pk").values()) == before
    assert Statement.objects.filter(registration=other.registration).exists()
    assert list(rebuild(check=True)) == []


def test_erasure_may_be_asked_for_twice(seat):
    agent = agent_of(seat)
    assert erasing.erase_learner(agent, policy="delete").statements > 0
    assert erasing.erase_learner(agent, policy="delete").statements == 0
    assert Erasure.objects.count() == 2


@pytest.mark.parametrize(
    "agent",
    [
        account_agent("no uuid"),
        account_agent(str(uuid.UUID(int=9))),
        {"mbox": "mailto:learner@example.org"},
        {"account": {"homePage": "https://elsewhere.example", "name": "x"}},
    ],
)
def test_agent_that_is_nobody_of_ours_is_erased_from_the_store_only(seat, agent):
    rows = Statement.objects.count()
    assert erasing.registrations_of(agent) is None
    assert erasing.erase_learner(agent, policy="delete").statements == 0
    assert (Statement.objects.count(), LearnerAccount.objects.count()) == (rows, 1)


def test_account_of_the_same_name_elsewhere_is_not_the_learner(seat):
    account = {**agent_of(seat)["account"], "homePage": "https://elsewhere.example"}
    erasing.erase_learner({"account": account}, policy="delete")
    assert Progress.objects.exists()
    assert LearnerAccount.objects.exists()


def test_forget_account_tells_whether_there_was_one(seat):
    name = people.account_name(seat.person)
    assert people_services.forget_account(name)
    assert not people_services.forget_account(name)
    assert people.known_account_name(seat.person_id) is None


def told(*arguments):
    """Run the command and return what it prints."""
    out = io.StringIO()
    call_command("erase_person", *arguments, stdout=out)
    return out.getvalue()


def test_dry_run_counts_and_changes_nothing(seat):
    name, rows = str(people.account_name(seat.person)), Statement.objects.count()
    printed = told(name, "--policy", "delete", "--dry-run")
    assert f"The account {name} is known here, with 1 seats. Own statements: {rows};" in printed
    assert (Statement.objects.count(), Erasure.objects.count()) == (rows, 0)
    assert Progress.objects.get().percent == 100


def test_command_erases_and_says_what_it_does_not_reach(seat):
    name = str(people.account_name(seat.person))
    printed = told(name, "--policy", "anonymise", "--requested-by", "Datenschutz")
    assert f"Erased (anonymise) {name}: " in printed
    assert "backups" in printed
    assert Erasure.objects.get().requested_by == "Datenschutz"
    assert "not, or no longer, known" in told(name, "--policy", "delete", "--dry-run")


def test_command_takes_any_agent_as_json(seat):
    told(json.dumps(agent_of(seat)), "--policy", "delete")
    assert not Statement.objects.exists()
    assert Erasure.objects.get().requested_by


def test_command_finds_the_account_of_an_address_once(seat):
    name, address = people.account_name(seat.person), "Erika.Muster@example.org"
    Person.objects.filter(pk=seat.person_id).update(email=address)
    assert str(name) in told(address.lower(), "--policy", "delete")
    assert not Statement.objects.exists()
    with pytest.raises(CommandError, match="Nobody with the address"):
        told(address, "--policy", "delete")


@pytest.mark.parametrize("wrong", ["{", '{"objectType": "Group", "member": []}'])
def test_command_with_no_agent_says_so(wrong):
    with pytest.raises(CommandError):
        told(wrong, "--policy", "delete")


def test_command_needs_a_policy():
    with pytest.raises(CommandError, match="--policy"):
        told("x")
