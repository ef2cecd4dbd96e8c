"""Renewals that begin with the test: chosen by HR, offered to the learner, told to nobody else."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campus.kit import dates
from courses.assignments import services
from courses.assignments.errors import TestNotFirst
from courses.assignments.models import Obligation
from courses.assignments.test_first import lack_of, possible_in, why_not
from courses.certificates.models import Certificate
from courses.certificates.states import Validity
from courses.modules.services import freeze
from members.roles.catalogue import Role
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import CoursePageFactory
from tests.factories.enrolment import OfferFactory
from tests.factories.learning import complete
from tests.factories.modules import make_module
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import EmploymentFactory
from tests.factories.renewals import (
    TITLES,
    due_again,
    learn,
    newest_turn,
    open_titles,
    provable_module,
    renew,
    take,
    waived,
)
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
CREATE = reverse("assignments:create")
START = reverse("portal:start")
OFFERED = "Auffrischen: zuerst der Test"


def fulfil(seat):
    services.fulfil(person_id=seat.person_id, course_id=seat.offer.course_id)


def sign_in(client, seat):
    user = UserFactory()
    seat.person.user = user
    seat.person.save()
    client.force_login(user)
    return client


def text_of(response):
    return response.content.decode()


class TestTurns:
    """What becomes of the turn, and of its documents."""

    def test_whole_test_fulfils_the_turn_without_learning(self):
        seat = due_again()
        before = newest_turn(seat).previous_until
        fresh = renew(seat)
        take(fresh, *TITLES)
        fulfil(fresh)

        turn = newest_turn(seat)
        assert (turn.number, turn.fulfilled_on, turn.source) == (2, dates.today(), "course")
        assert turn.version_number == fresh.version.number
        # Who comes early loses no day.
        assert turn.valid_until == dates.add_months(before, 12)

    def test_part_of_the_test_fulfils_nothing_until_the_rest_is_done(self):
        seat = due_again()
        fresh = renew(seat)
        take(fresh, "Grundlagen", "Meldewege")
        fulfil(fresh)
        assert newest_turn(seat).fulfilled_on is None

        learn(fresh, "Passwörter")
        fulfil(fresh)
        assert newest_turn(seat).fulfilled_on is None
        take(fresh, *TITLES)
        fulfil(fresh)
        assert newest_turn(seat).fulfilled_on == dates.today()

    def test_old_certificate_stays_and_a_new_one_is_issued(
        self, django_capture_on_commit_callbacks
    ):
        seat = due_again()
        with django_capture_on_commit_callbacks(execute=True):
            complete(seat)
        fresh = renew(seat)
        with django_capture_on_commit_callbacks(execute=True):
            take(fresh, *TITLES)

        held = Certificate.objects.filter(person=seat.person, kind="participation")
        assert {one.enrolment_id for one in held} == {seat.pk, fresh.pk}
        assert all(one.validity is Validity.VALID for one in held)

    def test_seat_knows_the_version_that_was_proven(self):
        seat = due_again()
        assert renew(seat).earlier_version == seat.version

    def test_without_the_choice_everything_is_learnt_again(self):
        fresh = renew(due_again(test_first=False))
        assert fresh.earlier_version is None
        take(fresh, *TITLES)

        assert (waived(fresh), open_titles(fresh)) == ([], list(TITLES))

    def test_renewing_twice_gives_one_seat(self):
        seat = due_again()
        assert renew(seat) == renew(seat)

    def test_turns_show_the_employer_the_same_by_either_way(self):
        quick, slow = due_again(), due_again()
        first, second = renew(quick), renew(slow)
        take(first, *TITLES)
        take(second, "Grundlagen")
        learn(second, "Passwörter")
        learn(second, "Meldewege")
        take(second, *TITLES)
        for seat in (first, second):
            fulfil(seat)

        names = ("fulfilled_on", "valid_until", "version_number", "source", "revoked_on")
        one, other = newest_turn(quick), newest_turn(slow)
        assert [getattr(one, name) for name in names] == [getattr(other, name) for name in names]


class TestLearner:
    """What the learner is offered."""

    def test_start_page_offers_the_test_and_leads_to_the_course(self, client):
        seat = due_again()
        sign_in(client, seat)
        assert OFFERED in text_of(client.get(START))

        answer = client.post(reverse("portal:renew", args=[newest_turn(seat).pk]), follow=True)
        assert "Sie können mit dem Test beginnen" in text_of(answer)

    @pytest.mark.parametrize("lacks", ["choice", "assignment"])
    def test_start_page_offers_it_only_where_it_is_possible(self, client, lacks):
        module = provable_module()
        seat = due_again(module, test_first=lacks != "choice")
        if lacks == "assignment":
            module.chapters.get(title="Abschluss").lessons.update(goals={})
            freeze(module=module)
        sign_in(client, seat)
        text = text_of(client.get(START))

        assert OFFERED not in text
        assert "Jetzt erneuern" in text

    def test_who_is_new_is_offered_nothing(self, client):
        seat = due_again()
        other = EmploymentFactory(municipality=seat.employment.municipality)
        services.extend(obligation=Obligation.objects.get())
        user = UserFactory()
        other.person.user = user
        other.person.save()
        client.force_login(user)

        assert OFFERED not in text_of(client.get(START))

    def test_start_page_costs_one_query_more_however_many_are_due(self, client):
        def cost():
            client.get(START)
            with CaptureQueriesContext(connection) as caught:
                client.get(START)
            return len(caught)

        seat = due_again()
        sign_in(client, seat)
        offered = cost()
        Obligation.objects.update(test_first=False)

        assert offered - cost() <= 4


class TestHumanResources:
    """What human resources choose, and what they are told."""

    @pytest.fixture
    def town(self):
        return MunicipalityFactory()

    @pytest.fixture
    def hr(self, client, town):
        client.force_login(GrantFactory(role=Role.HR_MANAGER, municipality=town).user)
        EmploymentFactory(municipality=town)
        return client

    def values(self, module, **changes):
        facts = {
            "course": OfferFactory(module=module).course.pk,
            "legal_basis": "Dienstanweisung 7",
            "due_on": (dates.today() + dt.timedelta(days=30)).isoformat(),
            "valid_months": "12",
            "test_first": "on",
        }
        return {**facts, **changes}

    def test_it_is_chosen_shown_and_kept(self, hr):
        values = self.values(provable_module())
        preview = text_of(hr.post(CREATE, values))
        assert "Wer auffrischt, darf mit dem Test beginnen" in preview

        answer = hr.post(CREATE, {**values, "step": "confirm"}, follow=True)
        assert Obligation.objects.get().test_first
        assert "Zuerst der Test" in text_of(answer)

    def test_preview_hands_the_choice_on_unchosen_too(self, hr):
        values = self.values(provable_module(), test_first="False")
        hr.post(CREATE, {**values, "step": "confirm"})

        assert not Obligation.objects.get().test_first

    @pytest.mark.parametrize(
        ("module", "sentence"),
        [
            (lambda: make_module(graded=False), "hat keinen benoteten Test, der zählt"),
            (lambda: unassigned(provable_module()), "Es fehlen Fragen zu: Grundlagen, Passwörter"),
        ],
    )
    def test_it_is_refused_with_the_reason_and_the_form_kept(self, hr, module, sentence):
        response = hr.post(CREATE, self.values(module()))

        assert response.status_code == 400
        assert sentence in text_of(response)
        assert "Dienstanweisung 7" in text_of(response)
        assert not Obligation.objects.exists()

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"valid_months": ""}, "Aufgefrischt wird nur, was zu wiederholen ist."),
            ({"course": "", "title": "Erste Hilfe"}, "Nur ein Kurs hat einen Test."),
        ],
    )
    def test_it_needs_a_course_that_is_repeated(self, hr, changes, sentence):
        response = hr.post(CREATE, self.values(provable_module(), **changes))

        assert (response.status_code, sentence in text_of(response)) == (400, True)

    def test_page_says_when_the_course_allows_it_no_more(self, hr, town):
        module = provable_module()
        hr.post(CREATE, {**self.values(module), "step": "confirm"})
        unassigned(module)
        text = text_of(hr.get(reverse("assignments:detail", args=[Obligation.objects.get().pk])))

        assert "Zurzeit nicht möglich:" in text

    def test_service_refuses_as_the_form_does(self, town):
        EmploymentFactory(municipality=town)
        with pytest.raises(TestNotFirst, match="keinen benoteten Test"):
            services.assign(
                municipality=town,
                course=make_module(graded=False).course,
                legal_basis="§ 7",
                by=UserFactory(),
                due_on=dates.today(),
                valid_months=12,
                test_first=True,
            )
        assert not Obligation.objects.exists()

    def test_reason_names_what_lacks(self):
        page = CoursePageFactory()

        assert "keinen benoteten Test" in lack_of(page)
        assert (lack_of(None), why_not(provable_module().course, 12)) == ("", "")
        assert possible_in([]) == set()

    def test_possible_courses_are_found_at_once(self, django_assert_max_num_queries):
        good, bad = provable_module(), make_module(graded=False)
        possible_in([good.course_id])
        possible_in([bad.course_id])

        with django_assert_max_num_queries(1):
            assert possible_in([good.course_id, bad.course_id]) == {good.course_id}


def unassigned(module):
    """Take the assignments of a module away again."""
    module.chapters.get(title="Abschluss").lessons.update(goals={})
    freeze(module=module, is_correction=True)
    return module
