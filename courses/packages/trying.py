"""The trial of an author as a play on the host of packages."""

from typing import Any
from uuid import UUID

from courses.packages import selectors, services
from courses.packages.models import Package, Trial
from courses.packages.plays import Json

KIND = selectors.TRIAL


class TrialPlay:
    """A part that an author tries out: nobody's result, but examined on the way."""

    def __init__(self, trial: Trial) -> None:
        self._trial = trial

    @property
    def package(self) -> Package:
        """The package."""
        return self._trial.package

    @property
    def part(self) -> int:
        """The number of the part."""
        return int(self._trial.part)

    @property
    def partition(self) -> str:
        """All trials of a package share what browsers keep: its authors work on it together."""
        return selectors.partition_of(self._trial)

    @property
    def facts(self) -> Json:
        """Have the pages examined while they are shown."""
        return {"examine": True, "activity": selectors.activity_of(self._trial)}

    def begin(self, sent: Json) -> Json:
        """Hand over what was committed last."""
        return {"data": selectors.data_of(services.open_trial(trial=self._trial))}

    def commit(self, sent: Json) -> None:
        """Keep what the package has stored."""
        services.commit_trial(
            trial_id=self._trial.pk, data=sent["cmi"], events=sent.get("events") or []
        )

    def examined(self, found: list[Any]) -> None:
        """Keep what axe has found."""
        services.keep_barriers(trial_id=self._trial.pk, found=found)


def find(key: UUID) -> TrialPlay | None:
    """Return the trial of this key."""
    trial = selectors.trial_with(key)
    return TrialPlay(trial) if trial else None
