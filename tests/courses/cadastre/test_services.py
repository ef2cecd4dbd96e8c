"""Versions are frozen, an entry runs once in a town, news are told once, decisions are kept."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry

from courses.assignments import services as assignments
from courses.cadastre import news, origins, rules, selectors, services, tasks
from courses.cadastre.errors import (
    AlreadyAdopted,
    ChangeMissing,
    NothingChanged,
    NothingToPublish,
    NotInForce,
    NotRunning,
    VersionFrozen,
)
from courses.cadastre.models import Adoption, Decision, Entry, Version
from members.messages.models import Message
from members.roles.catalogue import Role
from members.roles.services import revoke
from tests.factories.accounts import UserFactory
from tests.factories.cadastre import adopted, drafted, member_town, published
from tests.factories.organisations import MunicipalityFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
OTHER = {"legal_basis": "§ 12 ArbSchG, Fassung 2027"}


@pytest.fixture
def running():
    """An entry that a member town has adopted."""
    town, hr = member_town()
    return adopted(published(), town, hr)


def actions():
    return list(ModelLogEntry.objects.order_by("pk").values_list("action", flat=True))


def told():
    return Message.objects.filter(kind="cadastre_changed")


def test_draft_is_seen_by_nobody_and_edited_in_place():
    draft = drafted(title="Erste Fassung")
    again = drafted(draft.entry, title="Besser")
    assert again.pk == draft.pk
    assert Version.objects.get().title == "Besser"
    assert list(selectors.published()) == []
    assert [one.has_draft for one in selectors.kept()] == [True]


def test_publishing_freezes_and_names_who_and_when():
    clerk = UserFactory()
    version = published(by=clerk)
    assert (version.number, version.published_by) == (1, clerk)
    assert version.published_at is not None
    assert Entry.objects.get().current == version
    version.title = "Anders"
    with pytest.raises(VersionFrozen):
        version.save()
    with pytest.raises(VersionFrozen):
        version.delete()
    assert str(Entry.objects.get()) == "Unterweisung"
    assert actions() == ["cadastre.write", "cadastre.publish"]


def test_next_version_leaves_the_first_as_it_was():
    first = published()
    second = published(first.entry, **OTHER)
    assert [one.number for one in selectors.versions_of(first.entry)] == [2, 1]
    assert Version.objects.get(pk=first.pk).legal_basis == "§ 12 ArbSchG"
    assert Entry.objects.get().current == second


def test_draft_beside_a_version_in_force_changes_nothing_for_readers():
    first = published()
    drafted(first.entry, change="Neu.", **OTHER)
    assert selectors.published().get().current == first
    assert list(selectors.versions_of(first.entry)) == [first]


@pytest.mark.parametrize(
    ("content", "change", "error"),
    [({}, "Neu.", NothingChanged), (OTHER, "", ChangeMissing), (OTHER, "  ", ChangeMissing)],
)
def test_version_that_helps_nobody_is_refused(content, change, error):
    first = published()
    drafted(first.entry, change=change, **content)
    with pytest.raises(error):
        services.publish(entry=first.entry, by=UserFactory())
    assert Entry.objects.get().current == first


def test_nothing_to_publish_without_a_draft():
    with pytest.raises(NothingToPublish):
        services.publish(entry=published().entry, by=UserFactory())


def test_database_holds_one_draft_and_one_proof():
    draft = drafted()
    for facts in ({"number": 2}, {"number": 1, "published_at": "2026-01-01T00:00Z"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Version(entry=draft.entry, title="x", proof="y", **facts).save()
    with pytest.raises(ValidationError, match="nicht beides"):
        Version(entry=draft.entry, number=2, title="x").validate_constraints()


def test_adoption_notes_entry_version_town_obligation_and_by(running):
    row = Adoption.objects.get()
    assert row.version == row.settled == row.entry.current
    assert row.obligation.municipality == row.municipality
    assert row.adopted_by == row.obligation.created_by
    assert actions()[-2:] == ["assignments.assign", "cadastre.adopt"]


def test_entry_runs_once_in_a_town_and_again_after_its_end(running):
    town, by = running.municipality, running.adopted_by
    with pytest.raises(AlreadyAdopted):
        adopted(running.version, town, by)
    assignments.end(obligation=running.obligation, by=by)
    again = adopted(running.version, town, by)
    assert selectors.adoption_of(running.entry, town) == again
    assert Adoption.objects.count() == 2


def test_other_town_adopts_the_same_entry(running):
    other = adopted(running.version, *member_town())
    assert [one.pk for one in selectors.adopters_of(running.entry)] != []
    assert selectors.kept().get().running == 2
    assert other.municipality != running.municipality


def test_version_that_is_no_longer_in_force_is_not_adopted():
    first = published()
    published(first.entry, **OTHER)
    with pytest.raises(NotInForce):
        adopted(first, *member_town())


def test_every_person_of_human_resources_is_told_once_though_the_task_runs_twice(
    running, django_capture_on_commit_callbacks
):
    colleague = GrantFactory(role=Role.HR_MANAGER, municipality=running.municipality).user
    GrantFactory(role=Role.DEPARTMENT_HR, municipality=running.municipality)
    member_town()
    version = published(running.entry, change="Neu: Bildschirmarbeit.", **OTHER)
    assert news.tell_adopters(version.pk) == 2
    assert news.tell_adopters(version.pk) == 0
    assert set(told().values_list("recipient", flat=True)) == {running.adopted_by_id, colleague.pk}
    message = told().first()
    assert "Neu: Bildschirmarbeit." in message.body
    assert message.link == origins.address_of(running.entry_id, running.municipality)


def test_publishing_queues_the_news(running, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as later:
        published(running.entry, **OTHER)
    assert len(later) >= 1
    assert tasks.tell_adopters.func(running.entry.versions.latest("number").pk) == 1


@pytest.mark.parametrize("deed", ["ended", "decided", "nobody"])
def test_who_needs_no_news_gets_none(running, deed):
    by = running.adopted_by
    version = published(running.entry, **OTHER)
    if deed == "ended":
        assignments.end(obligation=running.obligation, by=by)
    elif deed == "decided":
        services.decide(adoption=running, version=version, deed="nothing", by=by)
    else:
        revoke(grant=by.grants.get(), revoked_by=None)
    assert news.tell_adopters(version.pk) == 0


def test_taking_over_rewords_the_obligation_and_moves_no_day(running):
    period = running.obligation.periods.first()
    version = published(running.entry, valid_months=24, **OTHER)
    services.decide(adoption=running, version=version, deed="taken", by=running.adopted_by)
    obligation = type(running.obligation).objects.get()
    assert obligation.legal_basis == OTHER["legal_basis"]
    assert obligation.valid_months == 12
    assert obligation.periods.first().due_on == period.due_on
    assert actions()[-2:] == ["assignments.reword", "cadastre.decide"]
    assert list(selectors.undecided_in(running.municipality)) == []


def test_nothing_to_be_done_is_noted_and_changes_nothing(running):
    version = published(running.entry, **OTHER)
    assert len(selectors.undecided_in(running.municipality)) == 1
    services.decide(adoption=running, version=version, deed="nothing", by=running.adopted_by)
    running.obligation.refresh_from_db()
    assert running.obligation.legal_basis == "§ 12 ArbSchG"
    assert list(selectors.undecided_in(running.municipality)) == []
    assert Decision.objects.get().deed == "nothing"


def test_second_decision_about_the_same_version_does_nothing(running):
    version = published(running.entry, **OTHER)
    for deed in ("taken", "nothing", "taken"):
        services.decide(adoption=running, version=version, deed=deed, by=running.adopted_by)
    assert Decision.objects.get().deed == "taken"
    assert actions().count("assignments.reword") == 1


def test_decision_about_what_is_outdated_or_has_ended_is_refused(running):
    by = running.adopted_by
    second = published(running.entry, **OTHER)
    published(running.entry, title="Dritte Fassung")
    with pytest.raises(NotInForce):
        services.decide(adoption=running, version=second, deed="taken", by=by)
    assignments.end(obligation=running.obligation, by=by)
    current = Entry.objects.get().current
    with pytest.raises(NotRunning):
        services.decide(adoption=running, version=current, deed="taken", by=by)
    assert Decision.objects.count() == 0


def test_newer_version_after_a_decision_asks_again(running):
    version = published(running.entry, **OTHER)
    services.decide(adoption=running, version=version, deed="nothing", by=running.adopted_by)
    published(running.entry, change="Und noch einmal.", title="Dritte Fassung")
    [notice] = origins.notices_for(running.municipality)
    assert notice.text == "„Dritte Fassung“ hat sich geändert: Und noch einmal."


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", 2),
        ("erste", 1),
        ("HILFE erste", 1),
        ("§ 26", 1),
        ("bauhof", 1),
        ("Bescheinigung", 1),
        ("arbschg", 1),
        ("erste bauhof", 0),
        ("%", 0),
    ],
)
def test_search_finds_every_word_in_title_law_text_group_or_proof(words, found):
    published(target_group="Der Bauhof")
    published(
        title="Erste Hilfe", legal_basis="§ 26 DGUV", text="Zwei Jahre", proof="Bescheinigung"
    )
    assert len(selectors.listed(MunicipalityFactory(), words)) == found


def test_list_tells_only_of_the_own_town(running):
    other = MunicipalityFactory()
    assert [one.mine for one in selectors.listed(other)] == [[]]
    assert [one.mine for one in selectors.listed(running.municipality)] == [[running]]


@pytest.mark.parametrize("role", [one for one in Role if one is not Role.ADMINISTRATOR])
def test_office_keeps_and_human_resources_of_members_adopt(role):
    town, _hr = member_town()
    place = {"municipality": town} if role in (Role.HR_MANAGER, Role.CONTACT_PERSON) else {}
    user = GrantFactory(role=role, **place).user
    assert rules.may_keep(user) is (role is Role.OFFICE)
    assert rules.may_read(user) is (role is Role.HR_MANAGER)
    assert list(rules.towns_of(user)) == ([town] if role is Role.HR_MANAGER else [])


def test_town_that_is_no_member_reads_and_adopts_nothing():
    hr = GrantFactory(role=Role.HR_MANAGER).user
    assert list(rules.towns_of(hr)) == []


def test_only_the_own_running_adoption_is_decided_about(running):
    _town, foreign = member_town()
    assert list(rules.decidable_adoptions(running.adopted_by)) == [running]
    assert list(rules.decidable_adoptions(foreign)) == []
    assignments.end(obligation=running.obligation, by=running.adopted_by)
    assert list(rules.decidable_adoptions(running.adopted_by)) == []


@pytest.mark.parametrize("key", ["", "1", "-", "a-b", "1-", "-1", "0-0", "99999999999999999999-1"])
def test_form_finds_nothing_under_a_wrong_key(key):
    published()
    town, hr = member_town()
    assert origins.origin_of(hr, town, key) is None


def test_form_is_filled_for_the_own_member_town_alone():
    version = published()
    town, hr = member_town()
    key = origins.key_of(version)
    assert origins.origin_of(hr, town, key).title == "Unterweisung"
    assert origins.origin_of(hr, MunicipalityFactory(), key) is None
    assert origins.origin_of(UserFactory(), town, key) is None
    drafts = drafted()
    assert origins.origin_of(hr, town, origins.key_of(drafts)) is None
