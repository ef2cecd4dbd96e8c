"""Many of the staff at once: added, written letters to, moved with their department – by two."""

import pytest
from django.urls import reverse

from campus.kit import dates
from members.people.models import Employment, Invitation
from members.people.releasing import departments as moving
from members.roles.catalogue import Role
from members.second_person import services as second_person
from members.second_person.errors import NoLongerOpen, Outdated
from members.second_person.models import Proposal, Rule
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory, PersonFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
SEVERAL, LETTERS = reverse("people:several"), reverse("people:letters")
LINES = "Anna;Neu;a@neu.example;Bauhof\nUwe;Neu;;Bauhof"


@pytest.fixture
def town():
    return MunicipalityFactory()


@pytest.fixture
def hr(client, town):
    user = GrantFactory(role=Role.HR_MANAGER, municipality=town).user
    client.force_login(user)
    return user


@pytest.fixture
def colleague(town):
    return GrantFactory(role=Role.HR_MANAGER, municipality=town).user


@pytest.fixture
def depot(town):
    return DepartmentFactory(municipality=town, name="Bauhof")


@pytest.fixture
def two(town, hr, colleague, depot):
    """Want two people from two on."""
    return Rule.objects.create(municipality=town, from_people=2)


@pytest.fixture
def silent(town, depot):
    """Two people without an address, who need letters."""
    people = [PersonFactory(user=None, email=None) for _number in range(2)]
    return [EmploymentFactory(person=one, municipality=town, department=depot) for one in people]


def page(answer):
    return answer.content.decode()


def detail(proposal):
    return reverse("second_person:detail", args=[proposal.reference])


def add(client, lines=LINES):
    values = {"lines": lines, "valid_from": dates.today().isoformat()}
    seen = client.post(SEVERAL, values)
    return client.post(SEVERAL, {**values, "confirm": seen.context["digest"]}, follow=True)


class TestSeveral:
    """A list of newcomers."""

    def test_one_alone_adds_few(self, client, two):
        add(client, "Anna;Neu;a@neu.example;Bauhof")
        assert Employment.objects.exists() and not Proposal.objects.exists()

    def test_many_wait_and_are_added_by_release(self, client, two, hr, colleague):
        assert "Zur Freigabe vorschlagen" in page(
            client.post(SEVERAL, {"lines": LINES, "valid_from": dates.today().isoformat()})
        )
        assert "Sobald eine Kollegin" in page(add(client))
        assert not Employment.objects.exists()
        proposal = Proposal.objects.get()
        client.force_login(colleague)
        text = page(client.get(reverse("people:several_proposed", args=[proposal.reference])))
        assert "Anna Neu" in text and "<textarea" not in text
        client.post(detail(proposal), {"step": "release"})
        assert Employment.objects.filter(added_by=hr).count() == 2
        assert Invitation.objects.count() == 1

    @pytest.mark.parametrize("change", ["somebody is there already", "department is gone"])
    def test_another_list_than_seen_is_not_added(self, client, two, town, depot, change, colleague):
        add(client)
        if change == "department is gone":
            depot.delete()
        else:
            person = PersonFactory(last_name="Neu", email="a@neu.example")
            EmploymentFactory(person=person, municipality=town)
        proposal = Proposal.objects.get()
        with pytest.raises(Outdated):
            second_person.release(proposal=proposal, by=colleague)
        assert not Employment.objects.filter(person__first_name="Uwe").exists()
        text = page(client.get(detail(proposal)))
        assert "Erneut ausfüllen" in text and "Anna;Neu;a@neu.example" in text
        looked = client.get(reverse("people:several_proposed", args=[proposal.reference]))
        assert looked.url == detail(proposal)


class TestLetters:
    """Access codes on paper."""

    def propose(self, client, jobs):
        return client.post(LETTERS, {"job": [job.pk for job in jobs]}, follow=True)

    def test_few_letters_are_printed_at_once(self, client, two, silent):
        answer = self.propose(client, silent[:1])
        assert answer["Content-Type"] == "application/pdf" and not Proposal.objects.exists()

    def test_released_they_are_printed_once_by_one_of_the_two(
        self, client, two, silent, colleague, town
    ):
        self.propose(client, silent)
        proposal = Proposal.objects.get()
        where = reverse("people:letters_proposed", args=[proposal.reference])
        text = page(client.get(where))
        assert str(silent[0].person) in text and '<form method="post">' not in text
        assert client.post(where).status_code == 409
        assert not Invitation.objects.exists()
        client.force_login(colleague)
        assert "2 Briefe drucken" in page(
            client.post(detail(proposal), {"step": "release"}, follow=True)
        )
        third = GrantFactory(role=Role.HR_MANAGER, municipality=town).user
        client.force_login(third)
        assert client.post(where).status_code == 409
        client.force_login(colleague)
        assert client.post(where)["Content-Type"] == "application/pdf"
        assert Invitation.objects.count() == 2
        assert client.post(where).status_code == 409
        assert Invitation.objects.count() == 2
        assert "schon gedruckt" in page(client.get(where))

    def test_who_has_lost_the_task_prints_nothing(self, client, two, silent, colleague, hr):
        self.propose(client, silent)
        proposal = Proposal.objects.get()
        second_person.release(proposal=proposal, by=colleague)
        hr.grants.update(revoked_at=dates.now())
        where = reverse("people:letters_proposed", args=[proposal.reference])
        assert client.post(where).status_code == 404

    def test_somebody_who_has_gone_overtakes_the_letters(self, client, two, silent, colleague):
        self.propose(client, silent)
        silent[0].delete()
        with pytest.raises(Outdated):
            second_person.release(proposal=Proposal.objects.get(), by=colleague)

    def test_used_up_is_used_up(self, client, two, silent, colleague):
        self.propose(client, silent)
        proposal = Proposal.objects.get()
        with pytest.raises(NoLongerOpen):
            second_person.use_up(proposal=proposal)
        second_person.release(proposal=proposal, by=colleague)
        assert second_person.use_up(proposal=proposal)["job"]
        with pytest.raises(NoLongerOpen):
            second_person.use_up(proposal=proposal)


class TestMovingADepartment:
    """A reorganisation of the tree."""

    @pytest.fixture
    def works(self, town):
        return DepartmentFactory(municipality=town, name="Technik")

    def move(self, client, depot, parent, name="Bauhof"):
        values = {"name": name, "parent": parent.pk if parent else "", "cost_centre": ""}
        return client.post(reverse("people:department", args=[depot.pk]), values, follow=True)

    def test_a_new_name_moves_nobody(self, client, two, depot, silent):
        self.move(client, depot, None, name="Betriebshof")
        depot.refresh_from_db()
        assert depot.name == "Betriebshof" and not Proposal.objects.exists()

    def test_everybody_below_counts(self, client, two, depot, works, silent, town):
        yard = DepartmentFactory(municipality=town, name="Hof", parent=None)
        depot.parent = yard
        depot.save()
        assert moving.needs_two(yard, works)
        assert not moving.needs_two(works, yard)

    def test_released_it_moves(self, client, two, depot, works, silent, colleague):
        assert "Technik" in page(self.move(client, depot, works))
        proposal = Proposal.objects.get()
        depot.refresh_from_db()
        assert depot.parent is None and proposal.people == 2
        second_person.release(proposal=proposal, by=colleague)
        depot.refresh_from_db()
        assert depot.parent == works

    @pytest.mark.parametrize("change", ["renamed", "joined", "parent gone", "moved"])
    def test_something_else_than_asked_for_is_not_moved(
        self, client, two, depot, works, silent, colleague, town, change
    ):
        self.move(client, depot, works)
        if change == "joined":
            EmploymentFactory(municipality=town, department=depot)
        elif change == "parent gone":
            works.delete()
        elif change == "renamed":
            depot.name = "Anders"
            depot.save()
        else:
            depot.parent = DepartmentFactory(municipality=town)
            depot.save()
        with pytest.raises(Outdated):
            second_person.release(proposal=Proposal.objects.get(), by=colleague)
        depot.refresh_from_db()
        assert depot.parent_id is None or depot.parent.name != "Technik"
