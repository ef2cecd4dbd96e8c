"""What is counted and remembered of tools, who may see them, and what they are told of us."""

import uuid

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser

from campus.kit import dates
from courses.tools import rates, rules, selectors, services
from courses.tools.errors import TokenRefused, TooOften
from courses.tools.models import SeenToken, State, Tool
from courses.tools.platform import facts_for, platform
from members.roles.catalogue import Role
from members.roles.services import grant
from tests.factories.accounts import UserFactory
from tests.factories.lti import SITE, make_content, make_tool, now, values_of_tool
from tests.factories.organisations import ProviderFactory

NOON = "2026-03-02T12:00:00Z"


def test_limit_holds_for_a_minute_and_for_each_thing():
    with time_machine.travel(NOON, tick=False) as clock:
        for _time in range(3):
            rates.count("a", most=3)
        with pytest.raises(TooOften) as caught:
            rates.count("a", most=3)
        rates.count("b", most=3)
        clock.shift(60)
        rates.count("a", most=3)
    assert caught.value.status == 429 and "eine Minute" in str(caught.value)


@pytest.mark.parametrize("value", [None, "", 7, ["x"], "x" * 501])
def test_token_without_a_number_cannot_be_used_up(value):
    with pytest.raises(TokenRefused, match="jti"):
        services.use_up(Tool(), {"exp": now(), "jti": value}, "jti")


@pytest.mark.django_db
def test_number_counts_once_for_each_tool_and_each_claim():
    tool, other = make_tool(), make_tool()
    claims = {"exp": now() + 60, "jti": "1", "nonce": "1"}
    for whose, name in ((tool, "jti"), (tool, "nonce"), (other, "jti")):
        services.use_up(whose, claims, name)
        with pytest.raises(TokenRefused, match="used before"):
            services.use_up(whose, claims, name)
    assert SeenToken.objects.count() == 3


@pytest.mark.django_db
def test_used_tokens_are_forgotten_when_nobody_can_use_them_any_more():
    tool = make_tool()
    services.use_up(tool, {"exp": now() - 3600, "jti": "old"}, "jti")
    services.use_up(tool, {"exp": now() - 60, "jti": "within the skew of clocks"}, "jti")
    assert services.forget_old_tokens() == 1
    assert services.forget_old_tokens() == 0


PEOPLE = {
    # role: sees the tool, registers and changes it, decides on it
    None: (False, False, False),
    Role.AUTHOR: (True, False, False),
    Role.PROVIDER_OWNER: (True, True, False),
    Role.REVIEWER: (False, False, False),
    Role.TUTOR: (False, False, False),
    Role.ANALYST: (False, False, False),
    Role.EDITOR: (True, False, False),
    Role.OFFICE: (False, False, True),
    Role.BOARD: (False, False, False),
}
AT_PROVIDER = {Role.AUTHOR, Role.PROVIDER_OWNER, Role.REVIEWER, Role.TUTOR, Role.ANALYST}


@pytest.mark.django_db
@pytest.mark.parametrize("role", PEOPLE, ids=str)
def test_who_does_what_with_a_tool(role):
    content, user = make_content(), UserFactory()
    tool = content.tool
    if role:
        grant(user=user, role=role, provider=tool.provider if role in AT_PROVIDER else None)
    sees, owns, decides = PEOPLE[role]
    assert (selectors.tool_of(user, tool.pk) is not None) is sees
    assert (selectors.content_of(user, content.pk) is not None) is sees
    assert (selectors.own_tool(user, tool.pk) is not None) is owns
    assert rules.may_register(user) is owns
    assert rules.may_approve(user) is decides


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.AUTHOR, Role.PROVIDER_OWNER])
def test_tools_of_another_provider_are_not_there(role):
    tool, user = make_tool(), UserFactory()
    grant(user=user, role=role, provider=ProviderFactory())
    assert selectors.tool_of(user, tool.pk) is None
    assert selectors.own_tool(user, tool.pk) is None
    assert not selectors.listed(user).exists() and not selectors.taught_by(user).exists()


def test_nobody_without_an_account_has_to_do_with_tools():
    nobody = AnonymousUser()
    assert not (rules.may_work(nobody) or rules.may_register(nobody) or rules.may_approve(nobody))


@pytest.mark.parametrize(
    ("state", "approved", "usable"),
    [
        (State.APPROVED, [SITE], True),
        (State.APPROVED, [SITE, "https://other.example"], True),
        (State.APPROVED, [], False),
        (State.APPROVED, ["https://other.example"], False),
        (State.WAITING, [SITE], False),
        (State.REFUSED, [SITE], False),
        (State.CLOSED, [SITE], False),
    ],
)
def test_people_are_led_to_what_was_looked_at_only(state, approved, usable):
    tool = Tool(state=state, approved_origins=approved, **values_of_tool())
    assert tool.is_usable is usable


def test_site_of_the_keys_is_looked_at_but_shown_to_nobody():
    tool = Tool(**values_of_tool(keys_url="https://keys.example/jwks"))
    assert tool.origins == ["https://keys.example", SITE]
    assert tool.shown_origins == [SITE]


def test_tool_is_told_where_this_platform_lies(settings):
    settings.KC_BASE_URL = "https://campus.example/"
    tool = Tool(**values_of_tool())
    facts = {fact.key: fact.value for fact in facts_for(tool)}
    assert facts["issuer"] == platform().issuer == "https://campus.example"
    assert facts["authorization"] == platform().authorization
    assert {facts["client"], facts["deployment"]} == {tool.client_id, tool.deployment_id}
    assert all(facts[key].startswith("https://campus.example/lti/") for key in ("token", "keys"))


@pytest.mark.django_db
def test_tool_that_is_changed_after_a_refusal_waits_without_the_old_reason():
    user, tool = UserFactory(), make_tool()
    services.refuse(tool=tool, by=user, reason="Zu unsicher.")
    row = services.change(tool=tool, by=user, values={"target_url": f"{SITE}/new"})
    assert (row.state, row.reason, row.decided_by, row.decided_at) == ("waiting", "", None, None)


@pytest.mark.django_db
def test_approved_tool_keeps_who_decided_when_only_its_name_changes():
    user, tool = UserFactory(), make_tool(state=State.WAITING)
    services.approve(tool=tool, by=user, origins=tool.origins)
    row = services.change(tool=tool, by=user, values={"name": "Neu"})
    assert row.is_usable and row.decided_by == user and row.decided_at <= dates.now()


def test_new_tool_has_identifiers_that_say_nothing():
    first, second = Tool(), Tool()
    assert len({first.client_id, second.client_id, first.deployment_id}) == 3
    assert uuid.UUID(first.client_id) and uuid.UUID(first.deployment_id)
