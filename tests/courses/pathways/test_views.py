"""Pages of paths and earlier learning: what they say, what bad input gets, number of queries."""

import datetime as dt
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campus.kit import dates
from courses.pathways import services
from courses.pathways.models import LONGEST_REASON, Evidence, LearningPath
from courses.pathways.plans import Group, Rule, Step, courses_of
from members.roles.catalogue import Role
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.pathways import (
    PNG,
    EvidenceFactory,
    LearningPathFactory,
    PrerequisiteFactory,
    courses,
    learner,
    office_user,
    published,
    recognise,
)
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    """Sign in as somebody who learns."""
    someone = learner()
    client.force_login(someone.user)
    return someone


@pytest.fixture
def office(client):
    """Sign in as the office of the cooperative."""
    user = office_user()
    client.force_login(user)
    return user


def page_of(version):
    return reverse("pathways:path", args=[version.path.slug])


def says(answer, *sentences):
    text = answer.content.decode()
    return [one for one in sentences if one not in text] == []


def test_visitor_sees_the_steps_without_states(client):
    first, second = courses(2)
    answer = client.get(page_of(published(first, second)))
    assert says(answer, first.title, second.title, "Anmelden und beginnen")
    assert "Noch gesperrt" not in answer.content.decode()


def test_learner_reads_every_state_in_words(client, person):
    first, second, third = courses(3)
    recognise(person, first)
    answer = client.get(page_of(published(first, second, third)))
    assert says(answer, "Erledigt", "Jetzt dran", "Noch gesperrt", "1 von 3, noch 2")
    assert says(answer, f"Erst „{second.title}“ abschließen.", f"Mit „{second.title}“ beginnen")
    assert says(answer, "durch früher Gelerntes anerkannt")


def test_sets_say_their_rule_and_progress(client, person):
    first, second, third = courses(3)
    choice = Group(Rule.AT_LEAST, 1, (Step(second.pk), Step(third.pk)), "Zur Wahl")
    recognise(person, second)
    answer = client.get(page_of(published(first, choice, rule=Rule.ALL)))
    assert says(answer, "Zur Wahl", "1 von 2 Schritten", "1 von 1: abgeschlossen")
    assert says(answer, "Nicht mehr nötig", "1 von 2, noch 1")


def test_points_are_told_where_they_count(client, person):
    first, second = courses(2)
    recognise(person, first)
    answer = client.get(page_of(published(first, second, rule=Rule.POINTS, need=15)))
    assert says(answer, "10 von 15 Punkten, noch 5", "10 von 10 Punkten", "Frei wählbar") is False
    assert says(answer, "10 von 15 Punkten, noch 5", "10 von 10 Punkten", "Jetzt dran")


def test_button_takes_a_seat_and_opens_the_course(client, person):
    first, second = courses(2)
    version = published(first, second)
    answer = client.post(reverse("pathways:next", args=[version.path.slug]))
    assert answer.url == reverse("learning:resume", args=[person.enrolments.get().registration])
    assert says(client.get(page_of(version)), f"Weiter mit „{first.title}“", "Wo Sie stehen")


def test_request_waits_and_the_page_says_so(client, person):
    offer = OfferFactory(approval_needed=True)
    version = published(offer.course)
    answer = client.post(reverse("pathways:next", args=[version.path.slug]), follow=True)
    assert says(answer, "Ihre Anfrage", offer.course.title)
    assert '<button class="kc-btn kc-btn--primary kc-btn--large"' not in answer.content.decode()


def test_course_outside_the_path_that_comes_first_is_linked(client, person):
    course, outside = courses(2)
    PrerequisiteFactory(course=course, requires=outside)
    answer = client.get(page_of(published(course)))
    assert says(answer, f"Erst „{outside.title}“ abschließen.", "Zu diesem Kurs")
    refused = client.post(reverse("pathways:next", args=[published(course).path.slug]), follow=True)
    assert says(refused, "Im Moment gibt es keinen Kurs")


def test_booking_refuses_with_the_same_sentence(client, person):
    offer, (first,) = OfferFactory(), courses(1)
    PrerequisiteFactory(course=offer.course, requires=first)
    answer = client.post(reverse("enrolment:enrol", args=[offer.pk]))
    assert answer.status_code == 409
    sentence = f"Voraussetzung fehlt: Zuerst kommt „{first.title}“."
    assert says(answer, sentence)
    page = client.get(offer.course.url)
    assert says(page, sentence, "Zum Kurs, der zuerst kommt", first.url)
    assert "Jetzt einschreiben" not in page.content.decode()


def test_unknown_and_unpublished_paths_do_not_exist(client):
    draft = LearningPathFactory()
    for slug in ("gibt-es-nicht", draft.slug):
        assert client.get(reverse("pathways:path", args=[slug])).status_code == 404


def test_list_shows_progress_of_begun_paths(client, person):
    version = published(*courses(2), title="Mein Weg")
    published(*courses(1), title="Anderer Weg")
    client.post(reverse("pathways:next", args=[version.path.slug]))
    answer = client.get(reverse("pathways:list"))
    assert says(answer, "Mein Weg", "0 von 2, noch 2", "Anderer Weg", "1 Kurs")
    client.post(reverse("pathways:leave", args=[version.path.slug]))
    assert "noch 2" not in client.get(reverse("pathways:list")).content.decode()


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_number_of_queries_does_not_grow_with_the_path(client, person):
    pages = []
    for number in (3, 12):
        offered = courses(number)
        for course in offered[:2]:
            EnrolmentFactory(employment=person.employments.get(), offer=course.offers.get())
        PrerequisiteFactory(course=offered[-1], requires=offered[0])
        pages.append(page_of(published(*offered)))
    assert queries(client, pages[0]) == queries(client, pages[1])


def test_office_makes_orders_and_publishes_a_path_without_scripts(client, office):
    first, second = courses(2)
    answer = client.post(
        reverse("pathways:new"),
        {"title": "Start", "promise": "Gut.", "rule": "ordered", "need": "", "provider": ""},
        follow=True,
    )
    path = LearningPath.objects.get()
    assert says(answer, "Noch nicht veröffentlicht.")
    for seen, course in enumerate((first, second)):
        client.post(
            reverse("pathways:step", args=[path.pk]),
            {"course": course.pk, "into": "", "points": "10", "seen": seen},
        )
    arranged = client.post(
        reverse("pathways:arrange", args=[path.pk]), {"deed": "up:1", "seen": 2}, follow=True
    )
    assert says(arranged, "Nach unten", "Entfernen")
    path.refresh_from_db()
    assert courses_of(path.group) == [second.pk, first.pk]
    done = client.post(reverse("pathways:publish", args=[path.pk]), follow=True)
    assert says(done, "Als Fassung 1 veröffentlicht.", "Ansicht für Lernende")
    assert says(client.get(reverse("pathways:manage")), "Start", "veröffentlicht")
    gone = client.post(reverse("pathways:withdraw", args=[path.pk]), follow=True)
    assert says(gone, "zurückgezogen")


@pytest.mark.parametrize(
    ("name", "data", "status", "sentence"),
    [
        ("edit", {"title": "", "promise": "Bleibt", "rule": "all"}, 400, "Bleibt"),
        ("edit", {"title": "T", "promise": "P", "rule": "points"}, 400, "mindestens einer"),
        ("step", {"course": "999", "points": "10"}, 400, "Kurs hinzufügen"),
        ("step", {"course": "x", "into": "77", "points": "-1"}, 400, "Kurs hinzufügen"),
        ("set", {"set-title": "Wahl", "set-rule": "at_least"}, 400, "mindestens einer"),
        ("set", {"set-title": "Wahl", "set-rule": "all", "seen": "9"}, 409, "anderen Fenster"),
        ("arrange", {"deed": "up:1", "seen": ""}, 409, "anderen Fenster"),
        ("arrange", {"deed": "up:1.2.3"}, 302, ""),
        ("arrange", {"deed": "burn:0", "seen": "0"}, 302, ""),
        ("publish", {}, 409, "noch keinen Kurs"),
        ("withdraw", {}, 409, "„Entwurf“"),
    ],
)
def test_bad_input_gets_a_sentence(client, office, name, data, status, sentence):
    path = LearningPathFactory()
    answer = client.post(reverse(f"pathways:{name}", args=[path.pk]), data)
    assert answer.status_code == status
    assert says(answer, sentence)


def test_prerequisites_are_set_on_a_page(client, office):
    first, second = courses(2)
    page = reverse("pathways:prerequisite", args=[second.pk])
    assert says(client.get(page), first.title)
    answer = client.post(page, {"first": [first.pk]}, follow=True)
    assert says(answer, "Gespeichert.", first.title)
    circle = client.post(reverse("pathways:prerequisite", args=[first.pk]), {"first": [second.pk]})
    assert circle.status_code == 400
    assert says(circle, "setzt schon diesen Kurs voraus")


def evidence_form(**facts):
    day = (dates.today() - dt.timedelta(days=9)).isoformat()
    file = SimpleUploadedFile("../böse.exe", PNG)
    return {"title": "Excel", "issuer": "VHS", "completed_on": day, "file": file, **facts}


def test_learner_hands_in_and_fetches_the_file(client, person):
    answer = client.post(reverse("recognition:hand_in"), evidence_form(), follow=True)
    assert says(answer, "Danke.", "wird geprüft", "Excel")
    file = client.get(reverse("recognition:file", args=[Evidence.objects.get().pk]))
    assert file.content == PNG
    assert file["Content-Disposition"] == 'attachment; filename="Excel.png"'
    assert file["Cache-Control"] == "private, no-store"
    page = reverse("recognition:take_back", args=[Evidence.objects.get().pk])
    assert says(client.get(page), "„Excel“ löschen?")
    assert says(client.post(page, follow=True), "Gelöscht", "Noch nichts eingereicht")


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"file": SimpleUploadedFile("a.pdf", b"%PDF- nothing")}, "etwas anderes oder"),
        ({"file": ""}, "Beleg"),
        ({"completed_on": "2999-01-01"}, "liegt in der Zukunft"),
        ({"completed_on": "gestern"}, "Excel"),
        ({"wanted": "999999"}, "Excel"),
    ],
)
def test_bad_evidence_is_refused_and_what_was_typed_stays(client, person, facts, sentence):
    answer = client.post(reverse("recognition:hand_in"), evidence_form(**facts))
    assert answer.status_code == 400
    assert says(answer, sentence, 'value="Excel"')
    assert not Evidence.objects.exists()


def test_reviewer_decides_with_sentences_for_what_is_missing(client, office):
    (course,) = courses(1)
    evidence = EvidenceFactory(person=learner(), wanted=course)
    assert says(client.get(reverse("recognition:review")), evidence.title, course.title)
    page = reverse("recognition:decide", args=[evidence.pk])
    past = {"decision": "accept", "course": course.pk, "valid_until": "2001-01-01"}
    for data, sentence in (
        ({"decision": "refuse"}, "Bitte geben Sie einen Grund an."),
        ({"decision": "accept", "course": ""}, "Bitte wählen Sie den Kurs"),
        (past, "Dieser Tag ist vorbei."),
    ):
        answer = client.post(page, data)
        assert answer.status_code == 400
        assert says(answer, sentence)
    done = client.post(page, {"decision": "accept", "course": course.pk}, follow=True)
    assert says(done, "Entschieden.", "Nichts wartet")
    late = client.get(page, follow=True)
    assert says(late, "Der Eintrag ist schon „anerkannt“.", "Nichts wartet")


def test_second_reviewer_is_told_what_happened_and_keeps_the_reason(client, office):
    evidence = EvidenceFactory(person=learner(), wanted=courses(1)[0])
    services.refuse(evidence=evidence, reason="Zu alt", by=office_user())
    page = reverse("recognition:decide", args=[evidence.pk])

    answer = client.post(page, {"decision": "refuse", "reason": "Das Zeugnis fehlt noch."})

    assert answer.status_code == 409
    assert says(answer, "Der Eintrag ist schon „nicht anerkannt“.", "Das Zeugnis fehlt noch.")
    assert reverse("recognition:file", args=[evidence.pk]) not in answer.content.decode()
    evidence.refresh_from_db()
    assert evidence.reason == "Zu alt"


@pytest.mark.parametrize("deed", ["get", "post"])
def test_evidence_of_another_provider_is_not_found_even_when_decided(client, deed):
    evidence = EvidenceFactory(person=learner(), wanted=courses(1)[0])
    services.refuse(evidence=evidence, reason="Zu alt", by=office_user())
    client.force_login(GrantFactory(role=Role.PROVIDER_OWNER).user)
    page = reverse("recognition:decide", args=[evidence.pk])
    assert getattr(client, deed)(page).status_code == 404


def test_long_reason_is_refused_with_a_sentence_and_never_cut(client, office):
    evidence = EvidenceFactory(person=learner(), wanted=courses(1)[0])
    page = reverse("recognition:decide", args=[evidence.pk])
    longest, words = "ü" * LONGEST_REASON, "Bitte kürzen Sie ihn."

    answer = client.post(page, {"decision": "refuse", "reason": longest + "x"})
    assert answer.status_code == 400
    assert says(answer, "401 Zeichen", "höchstens 400", words, longest + "x")

    client.post(page, {"decision": "refuse", "reason": longest})
    evidence.refresh_from_db()
    assert evidence.reason == longest


def test_expired_recognition_says_so(client, person):
    (course,) = courses(1)
    recognise(person, course, valid_until=dates.today() - dt.timedelta(days=1))
    answer = client.get(reverse("recognition:own") + "?" + urlencode({"page": "x"}))
    assert says(answer, "nicht mehr gültig", course.title)
