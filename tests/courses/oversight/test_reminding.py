"""Human resources write the mail of a reminder, see it as somebody gets it, then send it."""

import datetime as dt
import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campus.kit import dates
from courses.assignments.models import Reminder
from courses.oversight.forms import LONGEST_TEXT, ReminderForm
from members.messages.models import Message
from members.people.models import AccessLogEntry, Person
from members.roles.catalogue import Role
from tests.factories.assignments import PeriodFactory
from tests.factories.people import EmploymentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
REMIND = reverse("oversight:remind")


def read(response):
    """Return what stands on the page, without its markup."""
    return html.unescape(re.sub(r"<[^>]+>", "", response.content.decode()))


@pytest.fixture
def desk(client, hr):
    """Sign in as human resources of the town."""
    client.force_login(hr)
    return client


@pytest.fixture
def turns(town, duty):
    due = dates.today() - dt.timedelta(days=3)
    jobs = EmploymentFactory.create_batch(3, municipality=town)
    return [PeriodFactory(obligation=duty, employment=one, due_on=due) for one in jobs]


def ask(desk, turns, step="", **facts):
    sent = {"wer": "gewaehlt", "turn": [one.pk for one in turns], "schritt": step, **facts}
    return desk.post(REMIND, sent, follow=True)


def bodies():
    return [one.body for one in Message.objects.filter(kind="assignments_reminder")]


def test_text_begins_with_the_standard_one_and_places_are_explained(desk, turns):
    page = read(ask(desk, turns))
    assert "Guten Tag {Name}," in page
    assert "Statt {Name}, {Pflicht} und {Termin} liest jede Person" in page
    assert "die Pflicht, ihr Termin und der Link dorthin" in page
    assert not Reminder.objects.exists()


def test_mail_is_shown_with_subject_and_text_before_it_goes_out(desk, duty, turns):
    page = read(ask(desk, turns, "vorschau", text="Hallo {Name}, bitte {Pflicht}."))
    person = turns[0].employment.person
    assert f"So kommt sie bei {person} an." in page
    assert f"Betreff{'Erinnerung: Der Kurs „Leiterprüfung“ wartet auf Sie'}" in page
    assert f"Hallo {person}, bitte Leiterprüfung." in page
    assert "Pflicht: Leiterprüfung" in page
    assert "3 Erinnerungen verschicken" in page
    assert not Reminder.objects.exists() and not Message.objects.exists()


def test_what_was_shown_is_what_is_sent(desk, turns):
    text = "Hallo {Name},\r\n\r\n<b>bitte</b> & danke."
    shown = ask(desk, turns, "vorschau", text=text)
    assert "<b>bitte</b>" not in shown.content.decode()
    page = read(shown)
    ask(desk, turns, "senden", text=text)
    assert Reminder.objects.count() == len(turns)
    first = Message.objects.get(recipient=turns[0].employment.person.user)
    assert first.subject in page
    assert first.body.strip() in page.replace("\r\n", "\n")
    assert "<b>bitte</b> & danke." in first.body


def test_from_the_mail_back_to_the_text_nothing_is_lost(desk, turns):
    text = "Eigene Worte für {Name}"
    shown = ask(desk, turns, "vorschau", text=text, kopie="1").content.decode()
    assert 'name="kopie" value="1"' in shown
    again = ask(desk, turns, "text", text=text, kopie="1")
    assert text in read(again)
    assert 'name="kopie" value="1" checked' in again.content.decode()
    assert all(f'name="turn" value="{one.pk}"' in again.content.decode() for one in turns)


@pytest.mark.parametrize("step", ["vorschau", "senden"])
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("Ihre {Punkte} fehlen", "{Punkte} lässt sich nicht einsetzen. Möglich sind: {Name}"),
        ("x" * (LONGEST_TEXT + 1), "höchstens"),
    ],
)
def test_wrong_text_is_refused_in_a_sentence_and_kept(desk, turns, step, typed, sentence):
    response = ask(desk, turns, step, text=typed)
    assert response.status_code == 400
    page = read(response)
    assert sentence in page
    assert typed in page
    assert not Reminder.objects.exists()


def test_new_lines_count_once_as_in_the_browser():
    form = ReminderForm({"text": "x\r\n" * (LONGEST_TEXT // 2)})
    assert form.is_valid()
    assert "\r" not in form.cleaned_data["text"]
    nul = ReminderForm({"text": "a\x00b"})
    assert not nul.is_valid()


def test_unchanged_and_empty_text_are_the_standard_one(desk, turns):
    unchanged = ReminderForm.suggested().initial["text"].replace("\n", "\r\n")
    for typed in (unchanged, "", "   "):
        form = ReminderForm({"text": typed})
        assert form.is_valid()
        assert form.cleaned_data["text"] == ""
    ask(desk, turns, "senden", text="")
    assert all("bitte holen Sie das bald nach".casefold() in one.casefold() for one in bodies())


def test_all_are_reminded_in_ones_own_words(desk, turns):
    desk.post(REMIND, {"wer": "alle", "schritt": "senden", "text": "Gleich {Name}!"})
    assert len(bodies()) >= len(turns)
    assert all("Gleich " in one for one in bodies())


def test_who_was_reminded_today_is_counted_out_before(desk, turns):
    ask(desk, turns[:1], "senden", text="")
    page = read(ask(desk, turns, "vorschau", text=""))
    assert "2 Erinnerungen verschicken" in page
    assert "1 Person davon wurde heute schon erinnert" in page
    assert f"bei {turns[1].employment.person} an" in page
    over = read(ask(desk, turns[:1], "vorschau", text=""))
    assert "Alle Ausgewählten wurden heute schon erinnert." in over


def test_way_of_the_mail_is_told_where_there_is_no_address(desk, turns):
    person = turns[0].employment.person
    person.user.email = ""
    person.user.save()
    Person.objects.filter(pk=person.pk).update(email=None)
    assert "im Postfach auf der Plattform" in read(ask(desk, turns[:1], "vorschau"))
    Person.objects.filter(pk=person.pk).update(user=None)
    assert "Es kommt nichts an" in read(ask(desk, turns[:1], "vorschau"))


def test_name_is_shown_as_it_is_and_others_are_spoken_of_only_where_there_are_some(desk, turns):
    Person.objects.filter(pk=turns[0].employment.person_id).update(last_name="O'Hara & <Co>")
    one = read(ask(desk, turns[:1], "vorschau"))
    assert "O'Hara & <Co> an." in one
    assert "Die anderen" not in one
    assert "Die anderen erhalten dasselbe" in read(ask(desk, turns, "vorschau"))


def test_look_at_the_mail_is_noted_for_whose_mail_it_is(desk, turns):
    ask(desk, turns, "vorschau")
    seen = AccessLogEntry.objects.filter(what="late").values_list("person", flat=True)
    assert list(seen) == [turns[0].employment.person_id]


def test_training_officer_sees_no_mail(client, town, turns):
    officer = GrantFactory(role=Role.DEPARTMENT_HR, department=turns[0].employment.department).user
    client.force_login(officer)
    assert ask(client, turns[:1], "vorschau").status_code == 403


def test_text_and_mail_cost_the_same_for_many(desk, town, duty, turns):
    def cost(step, chosen):
        with CaptureQueriesContext(connection) as caught:
            assert ask(desk, chosen, step).status_code == 200
        return len(caught)

    few = cost("", turns[:2]), cost("vorschau", turns[:2])
    jobs = EmploymentFactory.create_batch(5, municipality=town)
    due = turns[0].due_on
    turns += [PeriodFactory(obligation=duty, employment=one, due_on=due) for one in jobs]
    assert (cost("", turns), cost("vorschau", turns)) == few
