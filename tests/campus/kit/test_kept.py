"""What was sent without a session: kept in bounds, for its own address only."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import HttpResponse, QueryDict

from campus.kit import kept
from campus.kit.kept import fields_of, forget, keeping, kept_fields, typed_before


@pytest.fixture
def visitor(rf):
    """Return how a visitor without a session sends something; all share one session."""
    session = SessionStore()

    def ask(method, path="/formular/", sent=None):
        request = getattr(rf, method)(path, sent or {})
        request.user, request.session = AnonymousUser(), session
        return request

    return ask


@keeping
def view(request):
    return HttpResponse("drinnen")


@pytest.mark.parametrize(
    ("sent", "fields"),
    [
        ("", []),
        ("a=1&b=2&a=3", [("a", "1"), ("a", "3"), ("b", "2")]),
        ("a=&csrfmiddlewaretoken=x", [("a", "")]),
        ("a=" + "x" * 3000, [("a", "x" * kept.MOST_CHARACTERS)]),
    ],
)
def test_fields_are_names_and_values_without_the_token(sent, fields):
    assert fields_of(QueryDict(sent)) == fields


def test_fields_stay_within_all_bounds():
    many = QueryDict("&".join(f"f{number}=x" for number in range(2 * kept.MOST_FIELDS)))
    assert len(fields_of(many)) == kept.MOST_FIELDS
    long = QueryDict("&".join(f"f{number}={'x' * 2400}" for number in range(100)))
    assert sum(len(value) for _, value in fields_of(long)) <= kept.MOST_IN_ALL


def test_post_without_session_is_kept_until_it_is_forgotten(visitor):
    answer = view(visitor("post", sent={"text": "Wort", "wahl": ["1", "2"]}))

    assert answer.status_code == 302
    assert answer.url.endswith("?next=/formular/")
    again = visitor("get")
    for _ in range(2):
        assert kept_fields(again) == [("text", "Wort"), ("wahl", "1"), ("wahl", "2")]
    forget(again)
    assert kept_fields(again) == []


def test_what_was_kept_belongs_to_its_address(visitor):
    view(visitor("post", sent={"text": "Wort"}))
    other = visitor("get", "/anderes/")
    forget(other)
    assert kept_fields(other) == []
    assert kept_fields(visitor("get")) == [("text", "Wort")]


def test_get_without_session_keeps_nothing(visitor):
    view(visitor("get", sent={"text": "Wort"}))
    assert kept_fields(visitor("get")) == []


def test_typed_words_are_handed_out_once_and_never_to_a_post(visitor):
    view(visitor("post", sent={"text": "Wort"}))
    assert typed_before(visitor("post")) == {}
    assert typed_before(visitor("get")) == {"text": "Wort"}
    assert typed_before(visitor("get")) == {}
