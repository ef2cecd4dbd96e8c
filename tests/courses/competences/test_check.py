"""The competence check as its learner walks it; nobody else sees any of it."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from campus.kit import dates
from campus.kit.personal_data import Subject
from courses.competences import errors, selectors, services
from courses.competences.models import Assessment, Framework
from courses.competences.personal_data import assessments
from courses.competences.views import RESULTS_PER_PAGE
from courses.enrolment.models import Enrolment
from members.roles.catalogue import Role
from tests.architecture.source import product_modules
from tests.factories import competences as check
from tests.factories.enrolment import OfferFactory
from tests.factories.pathways import PrerequisiteFactory, learner
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
START = reverse("competences:start")


@pytest.fixture
def person(client):
    """Sign in as somebody who learns."""
    someone = learner()
    client.force_login(someone.user)
    return someone


def says(answer, *sentences):
    text = answer.content.decode()
    return [one for one in sentences if one not in text] == []


def test_frameworks_are_loaded_once_and_never_edited():
    framework = check.load()
    check.load()
    assert Framework.objects.count() == 3
    Framework.objects.filter(pk=framework.pk).update(digest="anders")
    with pytest.raises(CommandError, match="digcomp 2.2"):
        call_command("load_frameworks", verbosity=0)
    with pytest.raises(errors.PublishedAlready):
        services.publish({**framework.content, "name": "Geändert"})


def test_answers_are_checked_and_a_finished_check_is_closed():
    assessment = check.begin(learner())
    for levels in ({"9.9": 1}, {"1.1": 9}, {"1.1": -1}):
        with pytest.raises(errors.NoSuchLevel):
            services.answer(assessment=assessment, levels=levels)
    services.answer(assessment=assessment, levels={"1.1": 2})
    with pytest.raises(errors.NotComplete):
        services.finish(assessment=assessment)
    done = check.finished(learner())
    assert services.finish(assessment=done).finished_at == done.finished_at
    with pytest.raises(errors.FinishedAlready):
        services.answer(assessment=done, levels={"1.1": 2})


def test_begun_check_is_gone_on_with_and_another_role_keeps_the_answers():
    person = learner()
    first = check.begin(person)
    services.answer(assessment=first, levels={"1.1": 2})
    second = check.begin(person, role="fuehrung")
    assert (second, second.answers, second.role) == (first, {"1.1": 2}, "fuehrung")
    assert check.begin(person, version="3.0") != first


def test_targets_fit_the_scale_of_the_framework():
    person = learner()
    eight = selectors.targets(check.begin(person))
    four = selectors.targets(check.begin(person, version="3.0"))
    assert (eight["2.1"], four["2.1"]) == (5, 3)
    assert max(four.values()) <= 4
    assert selectors.targets(check.begin(person, role="gibt-es-nicht")) == {}


def test_check_is_walked_page_by_page_and_saved_at_every_step(client, person):
    check.load()
    begun = client.post(START, {"role": "bauamt", "framework": check.load().pk})
    assessment = Assessment.objects.get()
    assert begun.url == reverse("competences:area", args=[assessment.pk, 1])
    page = client.get(begun.url)
    assert says(page, "Teil 1 von 5", "0 von 21 beantwortet", "CC BY 4.0", "Nur Sie sehen")
    half = client.post(begun.url, {"k_1_1": "3", "k_1_2": "4"})
    assert half.status_code == 400
    assert says(half, "Bitte wählen Sie, was am besten passt.", "2 von 21 beantwortet")
    whole = client.post(begun.url, {"k_1_1": "3", "k_1_2": "4", "k_1_3": "0"})
    assert whole.url.endswith("/2/")
    assert says(client.get(START), "Weitermachen", "Begonnen")
    assert client.get(reverse("competences:result", args=[assessment.pk])).url.endswith("/2/")
    assessment.refresh_from_db()
    assert assessment.answers == {"1.1": 3, "1.2": 4, "1.3": 0}


def test_last_page_leads_back_to_what_is_missing(client, person):
    assessment = check.begin(person)
    last = {"k_5_1": "8", "k_5_2": "8", "k_5_3": "8", "k_5_4": "8"}
    page = reverse("competences:area", args=[assessment.pk, 5])
    answer = client.post(page, last, follow=True)
    assert says(answer, "Es fehlen noch Antworten.", "Teil 1 von 5")
    for number in (0, 6):
        missing = reverse("competences:area", args=[assessment.pk, number])
        assert client.get(missing).status_code == 404
    assert client.post(page, {**last, "k_5_1": "99"}).status_code == 400


def test_gap_leads_to_a_path_that_is_enrolled_at_once(client, person):
    free, asked, later = OfferFactory(), OfferFactory(approval_needed=True), OfferFactory()
    for offer, codes in ((free, ["4.2"]), (asked, ["2.3"]), (later, ["1.1"])):
        check.teaches(offer.course, *codes)
    first = OfferFactory().course
    PrerequisiteFactory(course=later.course, requires=first)
    done = check.finished(person, k_4_2=1, k_2_3=2, k_1_1=1, k_5_1=1)
    page = reverse("competences:result", args=[done.pk])
    answer = client.get(page)
    assert says(answer, "Bei 4 von 21 Kompetenzen liegt Ihr Ziel über Ihrer Einschätzung.")
    assert says(answer, "beginnt sofort", "braucht eine Genehmigung", "Diese 2 Kurse belegen")
    assert says(answer, f"Erst „{first.title}“ abschließen.", "5.1 Technische Probleme lösen")
    taken = client.post(reverse("competences:take_all", args=[done.pk]), follow=True)
    assert says(taken, "Sie haben einen Platz in 1 Kurs.", "1 Kurs wartet")
    assert says(taken, f"Nächster Schritt: „{free.course.title}“")
    states = dict(Enrolment.objects.values_list("offer_id", "state"))
    assert states == {free.pk: "confirmed", asked.pk: "requested"}
    client.post(reverse("competences:take_all", args=[done.pk]))
    assert Enrolment.objects.count() == 2


def test_refusal_of_one_course_does_not_hold_up_the_others(client, person):
    offer = OfferFactory()
    check.teaches(offer.course, "4.2")
    done = check.finished(person, k_4_2=1)
    person.employments.update(valid_until=dates.today() - dt.timedelta(days=1))
    answer = client.post(reverse("competences:take_all", args=[done.pk]), follow=True)
    assert says(answer, offer.course.title, "Personalabteilung")
    assert not Enrolment.objects.exists()


def test_reached_target_says_so_and_another_role_may_be_chosen(client, person):
    done = check.finished(person)
    page = reverse("competences:result", args=[done.pk])
    assert says(client.get(page), "bei allen 21 Kompetenzen das Ziel", "Sie sind dort")
    aim = reverse("competences:aim", args=[done.pk])
    assert says(client.post(aim, {"role": "it-koordination"}, follow=True), "IT-Koordination")
    assert says(client.post(aim, {"role": "papst"}, follow=True), "gezeigten Rollen")


def test_history_shows_a_chart_with_its_numbers(client, person):
    check.finished(person, level=2, at=dates.now() - dt.timedelta(days=300))
    check.finished(person, level=4)
    answer = client.get(START)
    assert says(answer, "Ihre früheren Ergebnisse", "<svg", "<table", "Noch einmal machen")


def test_earlier_results_are_all_there_page_by_page(client, person):
    noon = timezone.localtime().replace(hour=12)
    days = [noon - dt.timedelta(days=30 * number) for number in range(RESULTS_PER_PAGE + 2)]
    for day in reversed(days):
        check.finished(person, at=day)
    begun = check.begin(person)
    oldest = f"{days[-1]:%d.%m.%Y}"

    first = client.get(START)
    assert not says(first, oldest)
    assert says(first, "?page=2", reverse("competences:result", args=[begun.pk]))
    assert says(client.get(START, {"page": 2}), oldest)
    assert says(client.get(START, {"page": "x"}), f"{days[0]:%d.%m.%Y}")


def test_check_can_be_deleted(client, person):
    done = check.finished(person)
    page = reverse("competences:delete", args=[done.pk])
    assert says(client.get(page), "Diese Einschätzung löschen?")
    assert says(client.post(page, follow=True), "Die Einschätzung wurde gelöscht.")
    assert not Assessment.objects.exists()


def test_bad_beginning_gets_a_sentence(client, person):
    assert says(client.get(START), "noch nicht bereit")
    check.load()
    answer = client.post(START, {"role": "papst", "framework": "77"})
    assert answer.status_code == 400


def test_nobody_but_the_learner_sees_a_check(client, person):
    done = check.finished(person)
    town = person.employments.get().municipality
    for user in (
        GrantFactory(role=Role.HR_MANAGER, municipality=town).user,
        GrantFactory(role=Role.OFFICE).user,
        learner().user,
    ):
        client.force_login(user)
        for name in ("result", "delete"):
            assert client.get(reverse(f"competences:{name}", args=[done.pk])).status_code == 404


def test_no_room_of_personnel_or_reports_knows_assessments():
    knowing = [
        module.name
        for module in product_modules()
        if module.room in ("courses.assignments", "campus.reports", "campus.records")
        and "competences" in module.text
    ]
    assert knowing == []


def test_export_holds_all_answers():
    person = learner()
    check.finished(person, level=3)
    (row,) = assessments(Subject(person.pk))
    assert (row["framework"], row["answers"]["5.4"]) == ("DigComp 2.2", 3)


def test_number_of_queries_does_not_grow_with_the_catalogue(client, person):
    counts = []
    for number in (3, 9):
        for offer in OfferFactory.create_batch(number):
            check.teaches(offer.course, "4.2")
        done = check.finished(person, k_4_2=1)
        page = reverse("competences:result", args=[done.pk])
        client.get(page)
        with CaptureQueriesContext(connection) as caught:
            client.get(page)
        counts.append(len(caught))
    assert counts[0] == counts[1]
