"""In the list of joint assignments the first application of a plan is told from what was given."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.bundles.models import Bundle
from courses.bundles.origins import origins_of
from courses.onboarding.models import Plan

pytestmark = pytest.mark.django_db
LIST = reverse("course_bundles:list")
SAID = "Erste Anwendung des Einstiegsplans"


@pytest.fixture
def page(client, hr):
    client.force_login(hr)
    return lambda: client.get(LIST).content.decode()


def test_first_application_of_a_plan_names_the_plan_and_leads_to_it(page, draft, save):
    version = save(draft())
    shown = page()
    assert f"{SAID} „Neu im Bauamt“, Fassung 1" in shown
    assert reverse("course_onboarding:detail", args=[version.plan.reference]) in shown


def test_what_was_given_by_hand_says_nothing_of_a_plan(page, town, hr):
    by_hand = Bundle.objects.create(municipality=town, created_by=hr, title="Von Hand")
    assert "Von Hand" in page()
    assert SAID not in page()
    assert origins_of([by_hand.pk]) == {}
    assert origins_of([]) == {}


def test_each_version_of_a_plan_is_told_with_its_number(town, draft, save):
    first = save(draft())
    second = save(draft(plan=Plan.objects.get(), position_words="Leitung"))
    found = origins_of([first.bundle_id, second.bundle_id])
    labels = [str(found[one.bundle_id].label) for one in (first, second)]
    assert [label[-1] for label in labels] == ["1", "2"]


def test_list_costs_as_much_for_many_plans_as_for_one(page, draft, save):
    def cost():
        with CaptureQueriesContext(connection) as caught:
            page()
        return len(caught)

    save(draft())
    few = cost()
    for number in range(3):
        save(draft(name=f"Plan {number}"))
    assert cost() == few
