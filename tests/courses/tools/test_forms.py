"""The forms of tools by table: what they take, what they refuse and in which field."""

import pytest

from courses.tools.forms import MOST_LINES, ContentForm, RefusalForm, ToolForm
from courses.tools.models import Tool
from members.roles.catalogue import Role
from members.roles.services import grant
from tests.factories.accounts import UserFactory
from tests.factories.lti import SITE, make_tool, values_of_tool
from tests.factories.organisations import ProviderFactory

TOOL = Tool(**values_of_tool())


def content(**changes):
    """Return the form of a content."""
    return ContentForm({"title": "Übung", "url": "", "custom": "", **changes}, tool=TOOL)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("", {}),
        ("id=3f2a", {"id": "3f2a"}),
        (" a = b \n\n c=d=e \r\n", {"a": "b", "c": "d=e"}),
        ("empty=", {"empty": ""}),
        ("a=1\na=2", {"a": "2"}),
        (f"{'n' * 200}={'v' * 900}", {"n" * 100: "v" * 500}),
    ],
)
def test_custom_parameters_are_read_one_a_line(text, values):
    form = content(custom=text)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["custom"] == values


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("custom", "id"),
        ("custom", "=value"),
        ("custom", "a=1\n  = 2"),
        ("url", "https://elsewhere.example/x"),
        ("url", f"{SITE}.elsewhere.example/x"),
        ("url", "http://moodle.hochschule.example/x"),
        ("url", "javascript:alert(1)"),
        ("url", f"{SITE}/{'x' * 1000}"),
        ("title", ""),
        ("title", "x" * 161),
    ],
)
def test_content_names_the_field_that_is_wrong(field, value):
    assert list(content(**{field: value}).errors) == [field]


@pytest.mark.parametrize("url", ["", f"{SITE}/mod/quiz?id=7", f"  {SITE}:443/x "])
def test_content_lies_on_a_site_of_the_tool(url):
    form = content(url=url)
    assert form.is_valid()
    assert form.cleaned_data["url"] == url.strip()


@pytest.mark.parametrize(
    ("reason", "good"), [("", False), (" ", False), ("x" * 301, False), ("Zu unsicher.", True)]
)
def test_refusal_needs_a_reason_that_can_be_read(reason, good):
    assert RefusalForm({"reason": reason}).is_valid() is good


@pytest.fixture
def owner(db):
    """Return who answers for one provider and writes for another."""
    user = UserFactory()
    user.own, user.other = ProviderFactory(), ProviderFactory()
    grant(user=user, role=Role.PROVIDER_OWNER, provider=user.own)
    grant(user=user, role=Role.AUTHOR, provider=user.other)
    return user


def registration(user, **changes):
    """Return the form of a registration."""
    values = values_of_tool(**{"provider": user.own.pk, **changes})
    if isinstance(values["redirect_urls"], list):
        values["redirect_urls"] = "\n".join(values["redirect_urls"])
    return ToolForm(values, user=user)


def test_tool_is_registered_for_an_own_provider_only(owner):
    assert registration(owner).is_valid()
    assert list(registration(owner, provider=owner.other.pk).errors) == ["provider"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "x" * 121),
        ("login_url", ""),
        ("login_url", f"{SITE}/#x"),
        ("target_url", "moodle.hochschule.example"),
        ("choice_url", "https://user:secret@moodle.example/"),
        ("redirect_urls", ""),
        ("redirect_urls", "\n\n"),
        ("redirect_urls", f"{SITE}/a\nhttp://moodle.example/b"),
        ("redirect_urls", "\n".join(f"{SITE}/{number}" for number in range(MOST_LINES + 1))),
        ("public_key", "-----BEGIN PUBLIC KEY-----"),
        ("shown", "popup"),
    ],
)
def test_registration_names_the_field_that_is_wrong(owner, field, value):
    assert list(registration(owner, **{field: value}).errors) == [field]


def test_same_way_back_entered_twice_is_kept_once(owner):
    form = registration(owner, redirect_urls=f"{SITE}/a  {SITE}/b\r\n{SITE}/a")
    assert form.is_valid()
    assert form.cleaned_data["redirect_urls"] == [f"{SITE}/a", f"{SITE}/b"]


def test_form_of_a_change_shows_what_is_kept_and_no_provider(owner):
    tool = make_tool(provider=owner.own)
    form = ToolForm(user=owner, tool=tool)
    assert "provider" not in form.fields
    assert form["redirect_urls"].value().splitlines() == tool.redirect_urls
    assert form["login_url"].value() == tool.login_url
