"""Registering, approving, closing; pages of the studio and of the office."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from courses.tools import services
from courses.tools.errors import BadAddress, BadKey, ToolClosed, ToolInUse
from courses.tools.models import Content, State, Tool
from members.roles.catalogue import Role
from members.roles.services import grant
from tests.factories.accounts import UserFactory
from tests.factories.lti import SITE, make_content, make_tool, seat_with_tool, values_of_tool
from tests.factories.organisations import ProviderFactory

pytestmark = pytest.mark.django_db
OTHER = "https://ilias.andere.example"
MANY = "\n".join(f"https://a.example/{number}" for number in range(21))


@pytest.fixture
def owner(client):
    """Return who answers for a provider, signed in."""
    user = UserFactory()
    provider = ProviderFactory()
    grant(user=user, role=Role.PROVIDER_OWNER, provider=provider)
    user.provider = provider
    client.force_login(user)
    return user


@pytest.fixture
def office(client):
    """Return somebody of the office, signed in."""
    user = UserFactory()
    grant(user=user, role=Role.OFFICE)
    client.force_login(user)
    return user


def entered(**changes):
    """Return the form of a registration."""
    values = values_of_tool(**changes)
    return {**values, "redirect_urls": "\n".join(values["redirect_urls"])}


def test_registered_tool_waits_with_identifiers_of_its_own(owner):
    first, second = (
        services.register(provider=owner.provider, by=owner, values=values_of_tool())
        for _time in range(2)
    )
    assert first.state == State.WAITING and not first.is_usable
    assert first.origins == [SITE]
    names = {first.client_id, first.deployment_id, second.client_id, second.deployment_id}
    assert len(names) == 4


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"login_url": "http://moodle.example/"}, BadAddress),
        ({"target_url": ""}, BadAddress),
        ({"choice_url": "javascript:x"}, BadAddress),
        ({"redirect_urls": []}, BadAddress),
        ({"redirect_urls": ["x"]}, BadAddress),
        ({"public_key": "x"}, BadKey),
        ({"public_key": "", "keys_url": ""}, BadAddress),
        ({"public_key": "", "keys_url": "http://x.example/"}, BadAddress),
    ],
)
def test_tool_without_good_addresses_is_not_registered(owner, changes, error):
    with pytest.raises(error):
        services.register(provider=owner.provider, by=owner, values=values_of_tool(**changes))
    assert not Tool.objects.exists()


def test_approval_holds_for_the_sites_that_were_looked_at(office):
    tool = make_tool(state=State.WAITING, choice_url=f"{OTHER}/choose")
    half = services.approve(tool=tool, by=office, origins=[SITE])
    assert half.state == State.WAITING and not half.is_usable
    whole = services.approve(tool=tool, by=office, origins=[SITE, OTHER, "https://x.example"])
    assert whole.is_usable
    assert whole.approved_origins == [OTHER, SITE]


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"name": "Anders"}, State.APPROVED),
        ({"target_url": f"{SITE}/other"}, State.APPROVED),
        ({"target_url": f"{OTHER}/launch"}, State.WAITING),
        ({"redirect_urls": [f"{SITE}/a", f"{OTHER}/b"]}, State.WAITING),
        ({"keys_url": f"{OTHER}/keys"}, State.WAITING),
    ],
)
def test_change_to_another_site_has_to_be_looked_at_anew(owner, changes, state):
    tool = make_tool(provider=owner.provider)
    row = services.change(tool=tool, by=owner, values=changes)
    assert row.state == state
    assert row.is_usable is (state == State.APPROVED)


@pytest.mark.parametrize("deed", ["refuse", "close"])
def test_refused_and_closed_tools_lead_nowhere_until_they_are_saved_anew(owner, deed):
    tool = make_tool(provider=owner.provider)
    more = {"reason": "Zu unsicher."} if deed == "refuse" else {}
    row = getattr(services, deed)(tool=tool, by=owner, **more)
    assert not row.is_usable and row.approved_origins == []
    with pytest.raises(ToolClosed):
        services.add_content(tool=row, by=owner, values={"title": "x", "url": ""})
    assert services.change(tool=tool, by=owner, values={"name": "Neu"}).state == State.WAITING


def test_each_deed_stands_in_the_log(owner):
    tool = services.register(provider=owner.provider, by=owner, values=values_of_tool())
    services.approve(tool=tool, by=owner, origins=tool.origins)
    services.refuse(tool=tool, by=owner, reason="x")
    services.close(tool=tool, by=owner)
    actions = ModelLogEntry.objects.filter(object_id=str(tool.pk)).values_list("action", flat=True)
    assert {name.removeprefix("course_tools.") for name in actions} == {
        "registered",
        "approved",
        "refused",
        "closed",
    }


def test_tool_that_lessons_lead_to_is_not_deleted(owner):
    _seat, _item, content = seat_with_tool()
    with pytest.raises(ToolInUse):
        services.delete(tool=content.tool)
    assert Content.objects.filter(pk=content.pk).exists()


def test_tool_that_nothing_leads_to_is_deleted_with_its_contents(client, owner):
    tool = make_tool(provider=owner.provider)
    make_content(tool=tool)
    answer = client.post(reverse("tools:close", args=[tool.pk]), {"delete": "1"})
    assert answer["Location"] == reverse("tools:tools")
    assert not Tool.objects.exists()


def test_owner_registers_by_the_form_and_copies_what_the_tool_needs(client, owner):
    form = {**entered(), "provider": owner.provider.pk}
    answer = client.post(reverse("tools:add"), form)
    tool = Tool.objects.get()
    assert answer["Location"] == reverse("tools:tool", args=[tool.pk])
    page = client.get(answer["Location"])
    for value in (
        tool.client_id,
        tool.deployment_id,
        'value="http://testserver"',
        "http://testserver/lti/anmeldung",
        "http://testserver/lti/token",
        "http://testserver/lti/schluessel.json",
    ):
        assert value in page.text
    assert "muss die Seiten dieses Lernwerkzeugs noch freigeben" in page.text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"login_url": "http://moodle.example/"}, "beginnt und weder Passwort noch"),
        ({"redirect_urls": "https://a.example/\nx"}, "„x“ kann nicht verwendet werden"),
        ({"redirect_urls": MANY}, "höchstens 20 Adressen"),
        ({"public_key": "x"}, "kein öffentlicher RSA-Schlüssel"),
        ({"public_key": ""}, "oder darunter den Schlüssel"),
        ({"name": ""}, "berichtigen"),
        ({"provider": 0}, "berichtigen"),
    ],
)
def test_form_says_what_is_wrong_and_keeps_what_was_typed(client, owner, changes, sentence):
    form = {**entered(), "provider": owner.provider.pk, **changes}
    page = client.post(reverse("tools:add"), form)
    assert page.status_code == 400
    assert sentence in page.text
    assert f"{SITE}/enrol/lti/launch_deeplink.php" in page.text
    assert not Tool.objects.exists()


def test_owner_changes_a_tool_but_not_whose_it_is(client, owner):
    tool = make_tool(provider=owner.provider)
    place = reverse("tools:change", args=[tool.pk])
    assert f"{SITE}/enrol/lti/launch.php\n{SITE}" in client.get(place).text
    foreign = ProviderFactory()
    client.post(place, {**entered(name="Neu"), "provider": foreign.pk})
    tool.refresh_from_db()
    assert (tool.name, tool.provider) == ("Neu", owner.provider)


def test_check_is_shown_in_words_and_limited(client, owner, server):
    tool = make_tool(provider=owner.provider, site=server.site)
    place = reverse("tools:check", args=[tool.pk])
    page = client.post(place)
    assert "Was die Prüfung ergeben hat" in page.text
    assert "Zu beheben:" in page.text
    answers = [client.post(place).status_code for _time in range(6)]
    assert answers == [200] * 5 + [302]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, ""),
        ({"url": f"{SITE}/x?id=7"}, ""),
        ({"custom": "id=3f2a\n b = c=d "}, ""),
        ({"url": "https://boese.example/"}, "gehört nicht zum Lernwerkzeug"),
        ({"custom": "id"}, "Name=Wert"),
        ({"title": ""}, "berichtigen"),
    ],
)
def test_author_enters_a_content_by_hand(client, owner, changes, sentence):
    tool = make_tool(provider=owner.provider)
    form = {"title": "Übung", "url": "", "custom": "", "has_score": "on", **changes}
    page = client.post(reverse("tools:add_content", args=[tool.pk]), form, follow=True)
    assert sentence in page.text
    assert Content.objects.exists() is (not sentence)
    if changes.get("custom") and not sentence:
        assert Content.objects.get().custom == {"id": "3f2a", "b": "c=d"}


def test_office_approves_what_it_was_shown(client, office):
    tool = make_tool(state=State.WAITING)
    page = client.get(reverse("tool_approval:list"))
    assert f"<strong>{SITE}</strong>" in page.text
    assert "1 Lernwerkzeug wartet" in page.text
    place = reverse("tool_approval:decide", args=[tool.pk])
    client.post(place, {"decision": "approve", "origin": tool.origins})
    tool.refresh_from_db()
    assert tool.is_usable and tool.decided_by == office


def test_office_takes_an_approval_back_by_name(client, office):
    tool = make_tool()
    page = client.get(reverse("tool_approval:list")).text
    assert "Freigabe zurücknehmen" in page and "Lernende geführt werden" in page
    form = {"decision": "refuse", "reason": "Vertrag beendet."}
    client.post(reverse("tool_approval:decide", args=[tool.pk]), form)
    tool.refresh_from_db()
    assert not tool.is_usable and tool.reason == "Vertrag beendet."


def test_office_that_was_shown_other_sites_is_asked_to_look_again(client, office):
    tool = make_tool(state=State.WAITING)
    place = reverse("tool_approval:decide", args=[tool.pk])
    page = client.post(place, {"decision": "approve", "origin": OTHER}, follow=True)
    assert "inzwischen geändert" in page.text
    tool.refresh_from_db()
    assert not tool.is_usable


@pytest.mark.parametrize(("reason", "state"), [("Zu unsicher.", "refused"), ("", "waiting")])
def test_office_refuses_with_a_reason_only(client, office, reason, state):
    tool = make_tool(state=State.WAITING)
    place = reverse("tool_approval:decide", args=[tool.pk])
    client.post(place, {"decision": "refuse", "reason": reason})
    tool.refresh_from_db()
    assert (tool.state, tool.reason) == (state, reason)


@pytest.mark.parametrize("name", ["tools:tools", "tool_approval:list"])
def test_lists_cost_the_same_however_long_they_are(client, name):
    client.force_login(UserFactory(is_superuser=True))
    user = UserFactory()
    grant(user=user, role=Role.OFFICE)
    if name == "tool_approval:list":
        client.force_login(user)
    make_tool()
    client.get(reverse(name))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse(name))
    for _time in range(4):
        make_content(tool=make_tool())
    with CaptureQueriesContext(connection) as many:
        assert client.get(reverse(name)).status_code == 200
    assert len(many) == len(few)
