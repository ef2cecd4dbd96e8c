"""HR enters further posts on the page of a person."""

import datetime as dt

import pytest
from django.urls import reverse

from campus.kit import dates
from courses.assignments.models import Period
from members.people.models import FurtherPost
from members.roles.catalogue import Role
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory, FurtherPostFactory
from tests.factories.roles import GrantFactory
from tests.members.people.views.conftest import text_of

pytestmark = pytest.mark.django_db


def days(count):
    return dt.timedelta(days=count)


@pytest.fixture
def job(town, bauhof):
    return EmploymentFactory(municipality=town, department=bauhof, person__last_name="Mustermann")


@pytest.fixture
def office(town):
    return DepartmentFactory(municipality=town, name="Standesamt")


@pytest.fixture
def post(job, office):
    return FurtherPostFactory(employment=job, department=office)


@pytest.fixture
def officer(client, office):
    """Sign in who looks after the office only."""
    user = GrantFactory(role=Role.DEPARTMENT_HR, department=office).user
    client.force_login(user)
    return user


def url(name, job, *more):
    return reverse(f"people:{name}", args=[job.pk, *more])


def values(where, **more):
    today = dates.today().isoformat()
    given = {"department": where.pk, "position": "Standesbeamtin", "valid_from": today}
    return {**given, "valid_until": "", **more}


def test_page_of_a_person_shows_and_offers_further_posts(client, hr, job, post):
    text = text_of(client.get(url("detail", job)))
    assert "Weitere Stellen" in text
    assert "Standesamt · Standesbeamtin" in text.replace("</strong>", "")
    assert url("post", job, post.pk) in text
    assert url("post_main", job, post.pk) in text
    assert url("post_add", job) in text


def test_page_tells_what_has_been(client, hr, job, post):
    FurtherPost.objects.update(valid_until=dates.today() - days(3))
    text = text_of(client.get(url("detail", job)))
    assert "Frühere weitere Stellen" in text
    assert url("post", job, post.pk) not in text


def test_who_has_left_gets_no_further_post(client, hr, job, post):
    job.valid_until = dates.today() - days(1)
    job.save()
    text = text_of(client.get(url("detail", job)))
    assert url("post_add", job) not in text and url("post", job, post.pk) not in text
    assert client.get(url("post_add", job)).status_code == 404
    assert client.get(url("post", job, post.pk)).status_code == 404


def test_post_is_added(client, hr, job, office):
    response = client.post(url("post_add", job), values(office))
    assert response.url == url("detail", job)
    found = FurtherPost.objects.get()
    assert (found.department, found.position, found.added_by) == (office, "Standesbeamtin", hr)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"valid_from": ""}, "Bitte füllen Sie dieses Feld aus."),
        ({"valid_from": "31.02.2026"}, "Bitte ein gültiges Datum eingeben."),
        ({"department": ""}, "Bitte füllen Sie dieses Feld aus."),
        ({"department": "0"}, "Bitte eine gültige Auswahl treffen."),
        ({"valid_until": "2001-01-01"}, "Der letzte Tag darf nicht vor dem ersten Tag liegen"),
        ({"valid_from": "1990-01-01"}, "muss innerhalb der Beschäftigung liegen"),
        ({"position": "x" * 121}, "höchstens 120 Zeichen"),
    ],
)
def test_bad_input_is_answered_in_a_sentence_and_kept(client, hr, job, office, typed, sentence):
    response = client.post(url("post_add", job), values(office, **typed))
    assert response.status_code == 400
    assert sentence in text_of(response)
    assert not FurtherPost.objects.exists()


def test_main_department_is_refused_beside_its_field(client, hr, job, bauhof):
    response = client.post(url("post_add", job), values(bauhof))
    assert (response.status_code, list(response.context["form"].errors)) == (409, ["department"])


def test_post_is_changed_and_ended(client, hr, job, post, office):
    page = client.get(url("post", job, post.pk))
    assert "valid_from" not in page.context["form"].fields
    until = dates.today() + days(30)
    client.post(url("post", job, post.pk), values(office, valid_until=until.isoformat()))
    post.refresh_from_db()
    assert (post.valid_until, post.ended_by) == (until, hr)


def test_refusal_of_a_field_that_is_not_asked_stands_above_the_form(client, hr, job, post):
    job.valid_from = dates.today() + days(9)
    job.save()
    response = client.post(url("post", job, post.pk), values(post.department))
    assert (response.status_code, list(response.context["form"].errors)) == (400, ["__all__"])


def test_mistake_of_today_is_removed_with_a_button(client, hr, job, post, office):
    assert "war ein Versehen" not in text_of(client.get(url("post", job, post.pk)))
    client.post(url("post", job, post.pk), {"step": "remove"})
    assert FurtherPost.objects.exists()
    FurtherPost.objects.update(valid_from=dates.today())
    assert "war ein Versehen" in text_of(client.get(url("post", job, post.pk)))
    response = client.post(url("post", job, post.pk), {"step": "remove"})
    assert response.url == url("detail", job)
    assert not FurtherPost.objects.exists()


def test_post_becomes_the_main_place_after_a_question(client, hr, job, post, office):
    assert "Soll Standesamt ab heute" in text_of(client.get(url("post_main", job, post.pk)))
    client.post(url("post_main", job, post.pk))
    job.refresh_from_db()
    assert (job.department, job.position) == (office, "Standesbeamtin")


def test_post_to_come_does_not_become_the_main_place(client, hr, job, post):
    FurtherPost.objects.update(valid_from=dates.today() + days(2))
    assert url("post_main", job, post.pk) not in text_of(client.get(url("detail", job)))
    response = client.post(url("post_main", job, post.pk), follow=True)
    assert "Ab dann kann sie Hauptstelle werden." in text_of(response)


@pytest.fixture
def duty(town, office, job):
    found = ObligationFactory(municipality=town, course=None, title="Personenstandsrecht")
    found.departments.add(office)
    return found


def test_question_comes_before_an_obligation_begins(
    client, hr, job, office, duty, django_capture_on_commit_callbacks
):
    asked = client.post(url("post_add", job), values(office))
    assert asked.status_code == 200
    text = text_of(asked)
    assert "Kommt hinzu" in text and "Personenstandsrecht" in text
    assert not FurtherPost.objects.exists()
    seen = {"seen": asked.context["stamp"]}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url("post_add", job), values(office, **seen))
    assert Period.objects.get(employment=job).obligation == duty


def test_question_comes_before_an_obligation_ends(client, hr, job, post, office, duty):
    PeriodFactory(obligation=duty, employment=job)
    today = dates.today().isoformat()
    asked = client.post(url("post", job, post.pk), values(office, valid_until=today))
    assert "Fällt weg" in text_of(asked)
    post.refresh_from_db()
    assert post.valid_until is None


def test_question_comes_before_a_mistake_is_removed(
    client, hr, job, post, duty, django_capture_on_commit_callbacks
):
    PeriodFactory(obligation=duty, employment=job)
    FurtherPost.objects.update(valid_from=dates.today())
    asked = client.post(url("post", job, post.pk), {"step": "remove"})
    assert 'name="step" value="remove"' in text_of(asked)
    assert FurtherPost.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url("post", job, post.pk), {"step": "remove", "seen": asked.context["stamp"]})
    assert not FurtherPost.objects.exists()
    assert Period.objects.get(employment=job).archived_on == dates.today()


def test_form_comes_back_as_it_was_typed(client, hr, job, office):
    given = values(office, position="Leitung", step="change")
    response = client.post(url("post_add", job), given)
    assert response.status_code == 200
    assert 'value="Leitung"' in text_of(response)
    assert not FurtherPost.objects.exists()


def test_training_officer_sees_the_own_post_and_not_the_main_place(client, officer, job, post):
    text = text_of(client.get(url("detail", job)))
    assert "Standesamt" in text
    assert "Bauhof" not in text
    assert "Um die Hauptstelle kümmert sich die Personalabteilung." in text
    assert url("change", job) not in text and url("post_main", job, post.pk) not in text


def test_training_officer_does_not_touch_the_main_place(client, officer, job, post):
    assert client.post(url("change", job), {}).status_code == 403
    assert client.post(url("post_main", job, post.pk)).status_code == 403


def test_training_officer_changes_the_own_post(client, officer, job, post, office):
    client.post(url("post", job, post.pk), values(office, position="Leitung"))
    post.refresh_from_db()
    assert post.position == "Leitung"


def test_training_officer_does_not_find_posts_elsewhere(client, officer, job, post, town):
    other = FurtherPostFactory(employment=job, department=DepartmentFactory(municipality=town))
    assert client.get(url("post", job, other.pk)).status_code == 404
    refused = client.post(url("post_add", job), values(other.department))
    assert (refused.status_code, list(refused.context["form"].errors)) == (400, ["department"])


def test_post_of_somebody_else_is_not_found(client, hr, job, town):
    other = FurtherPostFactory(employment=EmploymentFactory(municipality=town))
    assert client.get(url("post", job, other.pk)).status_code == 404


def test_list_of_staff_names_all_departments_to_human_resources(client, hr, job, post):
    assert "Bauhof, Standesamt" in text_of(client.get(reverse("people:list")))


def test_list_of_staff_names_own_departments_to_officers(client, officer, job, post):
    text = text_of(client.get(reverse("people:list")))
    assert "Mustermann" in text and "Standesamt" in text
    assert "Bauhof" not in text


def test_list_of_staff_costs_the_same_for_many_posts(
    client, hr, job, post, town, office, django_assert_max_num_queries
):
    client.get(reverse("people:list"))
    with django_assert_max_num_queries(25) as few:
        client.get(reverse("people:list"))
    for _number in range(10):
        FurtherPostFactory(employment=EmploymentFactory(municipality=town), department=office)
    with django_assert_max_num_queries(len(few)):
        client.get(reverse("people:list"))


def test_own_account_names_all_places(client, job, post):
    client.force_login(job.person.user)
    assert "Bauhof, Standesamt" in text_of(client.get(reverse("people:account")))
