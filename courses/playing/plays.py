"""A learner's window as a play on the host of packages."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from courses.modules.identifiers import activity_id
from courses.packages.plays import Json
from courses.playing import selectors, services
from courses.playing.models import Opening

if TYPE_CHECKING:
    from courses.packages.models import Package

KIND = selectors.KIND


class SeatPlay:
    """A part of a package that somebody plays on a seat."""

    def __init__(self, opening: Opening) -> None:
        self._opening = opening

    @property
    def package(self) -> "Package":
        """The package."""
        return self._opening.attempt.package

    @property
    def part(self) -> int:
        """The number of the part."""
        return int(self._opening.attempt.part)

    @property
    def partition(self) -> str:
        """Nobody else's storage, and no other package's."""
        return selectors.partition_of(self._opening.attempt)

    @property
    def facts(self) -> Json:
        """Tell the page under which names to speak and to keep what it could not send."""
        attempt = self._opening.attempt
        return {
            "session": str(self._opening.pk),
            "key": str(attempt.pk),
            "activity": activity_id(attempt.item_key),
        }

    def begin(self, sent: Json) -> Json:
        """Hand over where the learner has stopped."""
        return services.begin(
            opening_id=self._opening.pk, kept=sent.get("kept"), force=bool(sent.get("force"))
        )

    def commit(self, sent: Json) -> None:
        """Keep what the package has stored."""
        services.commit(opening_id=self._opening.pk, sent=sent)

    def examined(self, found: list[Any]) -> None:
        """Keep nothing: pages are examined while authors try them."""


def find(key: UUID) -> SeatPlay | None:
    """Return the window of this key."""
    opening = selectors.opening_with(key)
    return SeatPlay(opening) if opening else None
