"""The registry of the main navigation."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import translation
from django.utils.translation import gettext_lazy

from campus.pages import navigation
from campus.pages.navigation import NavItem, everyone, items_for, links_for, register, signed_in


@pytest.fixture(autouse=True)
def empty_registry(monkeypatch):
    monkeypatch.setattr(navigation, "_items", {})


class Member:
    is_authenticated = True


def test_items_for_a_visitor_leave_out_what_needs_an_account():
    register(NavItem("Katalog", "/katalog/", order=20, allowed=everyone))
    register(NavItem("Lernen", "/lernen/", order=10, allowed=signed_in))
    assert [item.label for item in items_for(AnonymousUser())] == ["Katalog"]
    assert [item.label for item in items_for(Member())] == ["Lernen", "Katalog"]


def test_register_the_same_target_again_replaces_the_entry():
    register(NavItem("Alt", "/katalog/"))
    register(NavItem("Neu", "/katalog/"))
    assert [item.label for item in items_for(Member())] == ["Neu"]


def test_links_for_a_room_that_is_not_mounted_leave_its_entry_out():
    register(NavItem("Fort", "nowhere:at_all"))
    register(NavItem("Rückmeldung", "pages:feedback"))
    assert [link.href for link in links_for(Member(), "/")] == ["/rueckmeldung/"]


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/personal/", "/personal/"),
        ("/personal/team/", "/personal/team/"),
        ("/personal/team/7/", "/personal/team/"),
        ("/katalog/", None),
        ("/", None),
    ],
)
def test_links_for_a_path_mark_the_longest_matching_entry(path, current):
    register(NavItem("Personal", "/personal/"))
    register(NavItem("Team", "/personal/team/"))
    marked = [link.href for link in links_for(Member(), path) if link.current]
    assert marked == ([current] if current else [])


def test_links_for_a_reader_are_in_the_language_of_the_page():
    register(NavItem(gettext_lazy("Sign in"), "/an/"))
    with translation.override("en"):
        assert [link.label for link in links_for(Member(), "/")] == ["Sign in"]
    assert [link.label for link in links_for(Member(), "/")] == ["Anmelden"]


def test_links_for_the_account_menu_are_kept_apart():
    register(NavItem("Mein Konto", "/mein-konto/", menu="account"))
    assert links_for(Member(), "/") == []
    assert [link.label for link in links_for(Member(), "/", menu="account")] == ["Mein Konto"]


def test_links_for_an_entry_with_a_number_count_for_people_signed_in_only():
    register(NavItem("Nachrichten", "/m/", menu="account", allowed=everyone, badge=lambda user: 3))
    register(NavItem("Konto", "/k/", menu="account", allowed=everyone))
    numbers = [link.badge for link in links_for(Member(), "/", menu="account")]
    assert numbers == [0, 3]
    assert [link.badge for link in links_for(AnonymousUser(), "/", menu="account")] == [0, 0]
