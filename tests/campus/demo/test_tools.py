"""The demo's learning tools: examples by their names, one approved and one waiting."""

from urllib.parse import urlsplit

import pytest

from campus.demo.tools import APPROVED, STEP, TEST, WAITING, add_tools
from courses.tools.models import State, Tool
from tests.factories.organisations import ProviderFactory


@pytest.mark.parametrize("values", [APPROVED, WAITING], ids=["approved", "waiting"])
def test_examples_say_so_and_lie_where_nobody_is(values):
    assert "(Beispiel)" in values["name"]
    addresses = [one for key, one in values.items() if key.endswith("_url")]
    for address in (*addresses, *values["redirect_urls"]):
        assert urlsplit(address).hostname.endswith(".example")


@pytest.mark.django_db
def test_one_tool_is_taught_with_and_one_waits():
    providers = {slug: ProviderFactory(slug=slug) for slug in ("dhbw", "speyer")}
    content = add_tools(providers)
    states = {tool.name: tool.state for tool in Tool.objects.all()}
    assert states == {APPROVED["name"]: State.APPROVED, WAITING["name"]: State.WAITING}
    assert content.tool.is_usable and not content.has_score
    assert {one.title for one in content.tool.contents.all()} == {STEP["title"], TEST["title"]}
    assert "Demo" in content.text


@pytest.mark.django_db
def test_only_the_providers_there_are_get_a_tool():
    add_tools({"dhbw": ProviderFactory(slug="dhbw")})
    assert Tool.objects.count() == 1
