"""The words of a reminder: places are filled, nothing else can be put in, nothing is lost."""

import datetime as dt

import pytest
from django.utils import translation

from campus.kit import dates
from courses.assignments import reminder_words as words
from courses.assignments import services
from members.accounts.models import User
from members.messages.models import Message
from tests.factories.accounts import UserFactory
from tests.factories.assignments import ObligationFactory, PeriodFactory

VALUES = {"name": "Kim Muster", "obligation": "Brandschutz", "deadline": "3. März 2026"}


@pytest.fixture(autouse=True)
def german():
    with translation.override("de"):
        yield


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Hallo {Name}!", "Hallo Kim Muster!"),
        ("{ pflicht } bis {TERMIN}", "Brandschutz bis 3. März 2026"),
        ("{name}: {obligation}, {deadline}", "Kim Muster: Brandschutz, 3. März 2026"),
        ("{Name}{Name}", "Kim MusterKim Muster"),
        ("ohne alles", "ohne alles"),
        ("nur { und } und {", "nur { und } und {"),
        ("{{Name}}", "{Kim Muster}"),
        ("100 % {0} %(name)s {Name.user}", "100 % {0} %(name)s {Name.user}"),
        ("", ""),
    ],
)
def test_places_are_filled_in_any_spelling_and_nothing_else_is(typed, read):
    assert words.filled(typed, VALUES) == read
    with translation.override("en"):
        assert words.filled(words.neutral(""), VALUES) == ""


def test_what_is_put_in_is_not_looked_at_again():
    assert words.filled("{Name}", {**VALUES, "name": "{Pflicht}"}) == "{Pflicht}"


@pytest.mark.parametrize(
    ("typed", "unknown"),
    [
        ("{Name} {Vorname} {Punkte}", ["{Vorname}", "{Punkte}"]),
        ("{Name.user.password}", ["{Name.user.password}"]),
        ("{}", ["{}"]),
        ("{Name} { Pflicht } {TERMIN} {deadline}", []),
        ("eine offene { Klammer\n}", []),
    ],
)
def test_unknown_places_are_named_as_they_were_typed(typed, unknown):
    assert words.unknown_places(typed) == unknown


def test_text_typed_in_one_language_is_filled_in_another():
    kept = words.neutral("{Name} schuldet {Pflicht} bis {Termin}, { Name }, {unbekannt}")
    assert kept == "{name} schuldet {obligation} bis {deadline}, {name}, {unbekannt}"
    with translation.override("en"):
        assert words.filled(kept, VALUES).startswith("Kim Muster schuldet Brandschutz bis 3. März")


@pytest.mark.parametrize("is_late", [True, False])
def test_words_suggested_hold_every_place_in_both_languages(is_late):
    german = words.standard(is_late=is_late)
    assert german.startswith("Guten Tag {Name},")
    assert "{Pflicht}" in german and "{Termin}" in german
    assert words.unknown_places(german) == []
    with translation.override("en"):
        english = words.standard(is_late=is_late)
        assert "{Obligation}" in english and "{Deadline}" in english


def test_words_suggested_know_whether_the_deadline_has_passed():
    assert "war am" in words.standard(is_late=True)
    assert "ist am" in words.standard(is_late=False)


def late(days=3, **facts):
    due = dates.today() - dt.timedelta(days=days)
    return PeriodFactory(due_on=due, **facts)


def remind(*turns, text=""):
    town = turns[0].obligation.municipality
    keys = [one.pk for one in turns]
    services.remind_turns(municipality=town, turns=keys, by=UserFactory(), text=text)
    return list(Message.objects.filter(kind="assignments_reminder").order_by("pk"))


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", "Bitte.", "{name} und {deadline}"])
def test_obligation_deadline_and_link_stand_in_every_mail(text):
    turn = late()
    [message] = remind(turn, text=text)
    day = turn.due_on
    assert turn.obligation.name in message.subject
    assert f"Pflicht: {turn.obligation.name}\n" in message.body
    assert f"Fällig am: {day.day}. " in message.body and str(day.year) in message.body
    assert "Hier weitermachen: http" in message.body and message.body.rstrip().endswith("/lernen/")


@pytest.mark.django_db
def test_own_words_take_the_place_of_the_standard_ones():
    turn = late()
    [message] = remind(turn, text="Liebe Leute,\n\nalso {name}!")
    assert f"Liebe Leute,\n\nalso {turn.employment.person}!" in message.body
    assert "Guten Tag" not in message.body and "{" not in message.body


@pytest.mark.django_db
def test_each_reads_standard_words_in_the_own_language():
    german, english = late(), late()
    user = english.employment.person.user
    User.objects.filter(pk=user.pk).update(language="en")
    english.obligation.municipality = german.obligation.municipality
    english.obligation.save()
    english.employment.municipality = german.obligation.municipality
    english.employment.save()
    bodies = {one.recipient_id: one.body for one in remind(german, english)}
    assert "war am" in bodies[german.employment.person.user_id]
    assert "was due on" in bodies[user.pk] and "Obligation: " in bodies[user.pk]


@pytest.mark.django_db
def test_clock_reminds_before_the_deadline_in_other_words_than_after_it():
    today = dates.today()
    PeriodFactory(due_on=today + dt.timedelta(days=3), assigned_on=today - dt.timedelta(days=9))
    PeriodFactory(due_on=today - dt.timedelta(days=1), assigned_on=today - dt.timedelta(days=9))
    assert services.remind_by_window() == 2
    before, after = Message.objects.filter(kind="assignments_reminder").order_by("pk")
    assert "ist am" in before.body and "war am" in after.body


@pytest.mark.django_db
def test_mail_shown_before_is_the_mail_that_goes_out():
    turns = [late()]
    town = turns[0].obligation.municipality
    turns.append(late(obligation=ObligationFactory(municipality=town)))
    text = "Hallo {name}, {obligation} war {deadline}."
    keys = [one.pk for one in turns]
    shown = services.first_mail(municipality=town, turns=keys, text=text)
    assert (shown.count, shown.recipient) == (len(turns), turns[0].employment.person)
    sent = remind(*turns, text=text)[0]
    assert (sent.subject, sent.body) == (shown.subject, shown.body)


@pytest.mark.django_db
def test_mail_is_shown_of_the_first_who_gets_one_and_nothing_is_sent_by_it():
    done, open_one = late(), late()
    town = done.obligation.municipality
    open_one.employment.municipality = open_one.obligation.municipality = town
    open_one.employment.save()
    open_one.obligation.save()
    remind(done)
    keys = [done.pk, open_one.pk]
    shown = services.first_mail(municipality=town, turns=keys)
    assert (shown.count, shown.recipient) == (1, open_one.employment.person)
    assert Message.objects.count() == 1
    assert services.first_mail(municipality=town, turns=[done.pk]) is None
    assert services.first_mail(municipality=town, turns=[late().pk]) is None
