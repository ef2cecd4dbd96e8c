"""What a row of the matrix says, and how an answer is judged."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from tests.architecture.permission_matrix import tables
from tests.architecture.permission_matrix.actors import PLATFORM, Actor, Place, World

REFUSALS = {401, 403, 404}
# Wagtail's admin leads people without the right back to its start page or to the sign-in.
ADMIN = "/admin/"
ADMIN_REFUSALS = REFUSALS | {302}
Values = Callable[[World, Place], dict[str, Any]]


@dataclass(frozen=True)
class Row:
    """One address: who may open it, with which object.

    `allowed` may open it for an object of their own place, `there` for one of another place: by
    default those of `allowed` who work for the whole platform. Everybody else is refused, and
    with 404 where only the place is wrong. `kwargs` returns the address's arguments for an
    object of the given place; without it the address has no object.
    """

    key: str
    allowed: frozenset[Actor]
    kwargs: Values | None = None
    there: frozenset[Actor] | None = None
    methods: tuple[str, ...] = ("get",)
    data: Values | None = None
    headers: tuple[tuple[str, str], ...] = ()
    # The part after the question mark; it makes the address one of the place.
    query: Values | None = None
    # What the allowed get: by default 200 for reading, anything but a refusal for changing.
    answer: frozenset[int] = frozenset()
    # What nobody signed in gets: the sign-in page (302), or what an interface for programs says.
    anonymous: frozenset[int] = frozenset({302})

    def allowed_at(self, world: World, place: Place) -> frozenset[Actor]:
        """Return who may open the address for an object of the place."""
        if place is world.here:
            return self.allowed
        return self.allowed & PLATFORM if self.there is None else self.there

    def places(self, world: World) -> list[Place]:
        """Return where objects are to be tried."""
        return [world.here, world.there] if self.kwargs or self.query else [world.here]

    def address(self, world: World, place: Place) -> str:
        """Return the address of the place's object."""
        if "/" in self.key:
            return f"/{self.key}"
        query = self.query(world, place) if self.query else None
        kwargs = self.kwargs(world, place) if self.kwargs else {}
        return reverse(self.key, kwargs=kwargs, query=query)

    @property
    def title(self) -> str:
        """Return how the row is named in a report."""
        named = self.key if self.methods == ("get",) else f"{self.key} ({','.join(self.methods)})"
        return f"{named} ?" if self.query else named


@dataclass(frozen=True)
class Answer:
    """What came back, and whether the actor may open the address for this object."""

    method: str
    address: str
    response: HttpResponse
    is_allowed: bool

    @property
    def status(self) -> int:
        """Return the status code."""
        return self.response.status_code


@dataclass(frozen=True)
class Prefix:
    """Addresses of an installed package that need no row each, and why."""

    route: str
    reason: str
    # Who gets more than a refusal somewhere below; nobody else may see any page.
    allowed: frozenset[Actor]
    # Addresses below that greet everybody, such as a sign-in page.
    public: frozenset[str] = frozenset()


def all_rows() -> tuple[Row, ...]:
    """Return the rows of all rooms."""
    return tuple(row for table in _tables() for row in getattr(table, "ROWS", ()))


def all_prefixes() -> tuple[Prefix, ...]:
    """Return the prefixes of installed packages."""
    return tuple(prefix for table in _tables() for prefix in getattr(table, "PREFIXES", ()))


def _tables() -> list[Any]:
    return [
        import_module(f"{tables.__name__}.{found.name}") for found in iter_modules(tables.__path__)
    ]


def is_sign_in(response: HttpResponse) -> bool:
    """Tell a redirection to the sign-in page."""
    return response.status_code == 302 and reverse("account_login") in response["Location"]


def fault(row: Row, actor: Actor, answer: Answer) -> str:
    """Return what is wrong with a refusal or an admission, or an empty text."""
    if answer.is_allowed:
        return _fault_of_admission(row, answer)
    if actor is Actor.ANONYMOUS:
        return _fault_towards_anonymous(row, answer)
    if answer.address.startswith(ADMIN):
        return "" if answer.status in ADMIN_REFUSALS else "is not refused"
    if actor in row.allowed:
        return "" if answer.status == 404 else "learns of a foreign object"
    return "" if answer.status in REFUSALS else "is not refused"


def _fault_towards_anonymous(row: Row, answer: Answer) -> str:
    if answer.status in row.anonymous - {302} or is_sign_in(answer.response):
        return ""
    return "is not asked to sign in"


def _fault_of_admission(row: Row, answer: Answer) -> str:
    if row.answer:
        return "" if answer.status in row.answer else "gets another answer than promised"
    if answer.method == "get":
        return "" if answer.status == 200 else "cannot open it"
    is_refused = answer.status in REFUSALS or is_sign_in(answer.response)
    return "is refused or breaks it" if is_refused or answer.status >= 500 else ""
