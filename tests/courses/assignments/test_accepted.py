"""Which proofs from elsewhere fulfil an obligation: names, the form, the page, the cadastre."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from courses.assignments import services
from courses.assignments.accepted import (
    LONGEST,
    MOST,
    accepts,
    followed,
    merged,
    names_in,
    plain,
)
from courses.assignments.models import Obligation
from courses.cadastre import origins
from courses.cadastre import services as cadastre
from members.roles.catalogue import Role
from tests.factories.accounts import UserFactory
from tests.factories.assignments import ObligationFactory
from tests.factories.cadastre import adopted, member_town, published
from tests.factories.people import EmploymentFactory
from tests.factories.roles import GrantFactory


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", []),
        ("  \n\n", []),
        ("Erste Hilfe", ["Erste Hilfe"]),
        (" Erste   Hilfe \nErsthelfer\n", ["Erste Hilfe", "Ersthelfer"]),
        ("Erste Hilfe\nERSTE HILFE\nErste  Hilfe", ["Erste Hilfe"]),
    ],
)
def test_names_stand_one_a_line_and_each_once(text, names):
    assert names_in(text) == names


@pytest.mark.parametrize(
    ("own", "before", "now", "then"),
    [
        (["A", "Eigenes"], ["A"], ["A", "B"], ["A", "Eigenes", "B"]),
        (["A", "Eigenes"], ["A"], [], ["Eigenes"]),
        (["Eigenes"], ["A"], ["A"], ["Eigenes"]),
        (["a"], ["A"], ["B"], ["B"]),
        ([], [], ["A", "a"], ["A"]),
        (["B"], ["A"], ["B"], ["B"]),
    ],
)
def test_town_follows_the_cadastre_and_keeps_its_own_choice(own, before, now, then):
    assert followed(own, before, now) == then


names = st.lists(st.text(alphabet="aAbß ", max_size=4), max_size=5)


@given(names, names)
def test_everything_merged_is_accepted_and_nothing_else(some, more):
    both = merged(some, more)
    assert len(both) == len({plain(name) for name in both})
    for name in (*some, *more):
        assert accepts(both, name) is bool(plain(name))
    assert not accepts(both, "Fremdes")


@pytest.fixture
def town_hr(db):
    obligation = ObligationFactory(course=None, title="Erste Hilfe")
    role = Role.HR_MANAGER
    return obligation, GrantFactory(role=role, municipality=obligation.municipality).user


def test_page_stores_the_choice_and_notes_who_made_it(client, town_hr):
    obligation, hr = town_hr
    client.force_login(hr)
    page = reverse("assignments:accepted", args=[obligation.pk])
    detail = reverse("assignments:detail", args=[obligation.pk])
    assert "keine gewählt" in client.get(detail).content.decode()
    answer = client.post(page, {"accepted_proofs": "Ersthelfer\nSanitäterin"})
    assert answer["Location"] == detail
    text = client.get(detail).content.decode()
    assert "Ersthelfer" in text and "Sanitäterin" in text
    assert "Ersthelfer\nSanitäterin" in client.get(page).content.decode()
    entry = ModelLogEntry.objects.get(action="assignments.accept")
    assert (entry.user, entry.data["now"]) == (hr, ["Ersthelfer", "Sanitäterin"])
    # The same once more is nothing new.
    client.post(page, {"accepted_proofs": "Ersthelfer\nSanitäterin"})
    assert ModelLogEntry.objects.filter(action="assignments.accept").count() == 1


@pytest.mark.parametrize(
    "text",
    ["\n".join(f"Nachweis {number}" for number in range(MOST + 1)), "x" * (LONGEST + 1)],
    ids=["too many", "too long"],
)
def test_too_much_is_refused_and_kept_on_the_screen(client, town_hr, text):
    obligation, hr = town_hr
    client.force_login(hr)
    page = reverse("assignments:accepted", args=[obligation.pk])
    answer = client.post(page, {"accepted_proofs": text})
    assert answer.status_code == 400
    assert text[:30] in answer.content.decode()
    assert Obligation.objects.get().accepted_proofs == []


def test_foreign_human_resources_find_nothing(client, town_hr):
    obligation, _hr = town_hr
    client.force_login(GrantFactory(role=Role.HR_MANAGER).user)
    page = reverse("assignments:accepted", args=[obligation.pk])
    assert client.get(page).status_code == 404
    assert client.post(page, {"accepted_proofs": "X"}).status_code == 404


NEW = {
    "title": "Ersthelfer im Bauhof",
    "legal_basis": "§ 26 DGUV Vorschrift 1",
    "accepted_proofs": "Ersthelfer\nErsthelferin",
    "due_start": "assignment",
    "due_amount": "3",
    "due_unit": "months",
}


def test_new_obligation_is_made_with_its_proofs(client, town_hr):
    obligation, hr = town_hr
    EmploymentFactory(municipality=obligation.municipality)
    client.force_login(hr)
    page = reverse("assignments:create")
    preview = client.post(page, {**NEW, "step": "preview"}).content.decode()
    assert "Ersthelfer, Ersthelferin" in preview
    client.post(page, {**NEW, "step": "confirm"})
    made = Obligation.objects.exclude(pk=obligation.pk).get()
    assert made.accepted_proofs == ["Ersthelfer", "Ersthelferin"]


@pytest.mark.django_db
def test_entry_of_the_cadastre_brings_its_proofs_and_the_town_follows():
    town, hr = member_town()
    version = published(accepted_proofs="Ersthelfer\nSanitäter")
    assert origins.initial_of(version)["accepted_proofs"] == "Ersthelfer\nSanitäter"
    adoption = adopted(version, town, hr)
    obligation = adoption.obligation
    services.accept_proofs(obligation=obligation, names=["Ersthelfer", "Sanitäter", "Arzt"], by=hr)
    newer = published(version.entry, accepted_proofs="Ersthelfer\nBetriebssanitäter")
    cadastre.decide(adoption=adoption, version=newer, deed="taken", by=hr)
    obligation.refresh_from_db()
    assert obligation.accepted_proofs == ["Ersthelfer", "Arzt", "Betriebssanitäter"]


@pytest.mark.django_db
def test_nothing_to_be_done_leaves_the_choice_and_the_next_one_follows_what_was_taken():
    town, hr = member_town()
    version = published(accepted_proofs="A")
    adoption = adopted(version, town, hr)
    services.accept_proofs(obligation=adoption.obligation, names=["A"], by=hr)
    second = published(version.entry, accepted_proofs="B")
    cadastre.decide(adoption=adoption, version=second, deed="nothing", by=hr)
    adoption.obligation.refresh_from_db()
    assert adoption.obligation.accepted_proofs == ["A"]
    third = published(version.entry, accepted_proofs="C")
    cadastre.decide(adoption=adoption, version=third, deed="taken", by=UserFactory())
    adoption.obligation.refresh_from_db()
    assert adoption.obligation.accepted_proofs == ["C"]
