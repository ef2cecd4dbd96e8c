"""Packages as pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.utils import formats
from django.utils.functional import Promise

from courses.packages import origin, rules, runtime, tokens, words
from courses.packages.doctor.findings import ORDER, Level, finding_from
from courses.packages.models import Package, State, Trial
from courses.packages.plays import Play
from courses.packages.reading.archive import MEGABYTE, Limits
from courses.packages.reading.shapes import Kind
from members.organisations.selectors import providers
from members.roles.rules import is_editor, providers_of_author

if TYPE_CHECKING:
    from members.organisations.models import Provider

ICONS = {Level.FAULT: "warning", Level.WARNING: "info-circle", Level.NOTE: "check"}


@dataclass(frozen=True, slots=True)
class Advice:
    """A finding in words."""

    level: Level
    sentence: str
    places: tuple[str, ...]
    more: int

    @property
    def word(self) -> str | Promise:
        """Return how much it matters, in words."""
        return words.LEVELS[self.level]

    @property
    def icon(self) -> str:
        """Return the icon of the level."""
        return ICONS[self.level]


@dataclass(frozen=True, slots=True)
class Result:
    """What the doctor said about a package, worst first."""

    package: Package
    advice: tuple[Advice, ...]

    @property
    def verdict(self) -> Level:
        """Return the level of the worst finding."""
        levels = (one.level for one in self.advice)
        return min(levels, key=ORDER.__getitem__, default=Level.NOTE)


def limits() -> Limits:
    """Return how large a package may be, as the operator has set it."""
    packed = settings.KC_PACKAGE_MEGABYTES * MEGABYTE
    return Limits(packed=packed, unpacked=packed * 4)


def listed(user: Any) -> QuerySet[Package]:
    """Return the packages that the user may see, newest first."""
    rows = rules.visible(user).select_related("provider")
    return rows.defer("structure", "parts")


def package_of(user: Any, key: Any) -> Package | None:
    """Return a package if the user may see it."""
    return rules.visible(user).select_related("provider", "uploaded_by").filter(pk=key).first()


def package_with(key: Any) -> Package:
    """Return a package; raises Package.DoesNotExist."""
    return Package.objects.get(pk=key)


def has_host() -> bool:
    """Tell whether packages have a host on which they can be shown."""
    return origin.is_set()


def package_for_files(key: Any) -> Package | None:
    """Return the package whose files are asked for, without what it says of itself."""
    if key is None:
        return None
    return Package.objects.defer("structure", "parts", "findings").filter(pk=key).first()


def file_address(package: Package, href: str, *, partition: str) -> str:
    """Return where a page of the package is read, for as long as its token lasts.

    Whatever has the same partition shares what browsers keep for a site.
    """
    token = tokens.issue_for_files(package.pk, partition)
    return origin.address_of_file(token, partition, href)


def packages_with(keys: Iterable[Any]) -> dict[Any, Package]:
    """Return these packages by key."""
    return Package.objects.in_bulk(list(keys))


def providers_for(user: Any) -> "QuerySet[Provider]":
    """Return the providers for which the user may upload."""
    return providers() if is_editor(user) else providers_of_author(user)


def result_of(package: Package) -> Result:
    """Return what the doctor said, in words."""
    found = [finding_from(one) for one in package.findings]
    return Result(
        package,
        tuple(
            Advice(one.level, words.remark(one), one.places, max(0, one.count - len(one.places)))
            if one.places
            else Advice(one.level, words.remark(one), (), 0)
            for one in found
        ),
    )


def kind_in_words(package: Package) -> str:
    """Return the standard with its edition."""
    kind = Kind(package.kind)
    edition = f" ({package.edition})" if package.edition and kind == Kind.SCORM2004 else ""
    return f"{words.KINDS[kind]}{edition}"


# What learners can play, so that it may be an item of a module.
TAUGHT = tuple(kind.value for kind in Kind)


def may_be_taught(package: Package) -> bool:
    """Tell whether the package may be an item of a module."""
    return package.is_ready and package.kind in TAUGHT


def taught_by(user: Any) -> QuerySet[Package]:
    """Return the packages that the user may make an item of, newest first."""
    rows = rules.visible(user).filter(state=State.READY, kind__in=TAUGHT)
    return rows.defer("structure", "parts", "findings")


def label_of(package: Any) -> str:
    """Name a package in a list of choices."""
    day = formats.date_format(package.uploaded_at, "SHORT_DATE_FORMAT")
    return f"{package.title} ({kind_in_words(package)}, {day})"


def reports(package: Package) -> bool:
    """Tell whether the standard of the package can tell what somebody has done in it."""
    return package.kind != Kind.HTML.value


def may_be_done_by_hand(package: Package) -> bool:
    """Tell whether learners may say themselves that they have finished; cmi5 has its own rules."""
    return package.kind != Kind.CMI5.value


# cmi5 needs a session in the record store.
PLAYABLE = (Kind.SCORM12.value, Kind.SCORM2004.value, Kind.H5P.value, Kind.HTML.value)
TRIAL = "probe"
SCORM = (Kind.SCORM12.value, Kind.SCORM2004.value)
H5P_FOLDER = "content"
NOBODY = runtime.Learner(key="probe", name="Probe")


def may_be_tried(package: Package) -> bool:
    """Tell whether the package can be played here."""
    return origin.is_set() and package.is_ready and package.kind in PLAYABLE


def trial_with(key: Any) -> Trial | None:
    """Return a trial with its package."""
    return Trial.objects.select_related("package").filter(pk=key).first()


def trial_of(package: Package, part: int) -> Trial | None:
    """Return the trial of a part, if somebody has begun one."""
    return Trial.objects.filter(package=package, part=part).first()


def partition_of(trial: Trial) -> str:
    """Return what the trials of a package share."""
    return f"{TRIAL}:{trial.package.folder}"


def address_of(trial: Trial) -> str:
    """Return where the trial is played, for as long as its token lasts."""
    return origin.address_of(tokens.issue(TRIAL, trial.pk), partition_of(trial))


def address_of_play(kind: str, key: Any, partition: str) -> str:
    """Return where somebody plays, for as long as the token lasts."""
    return origin.address_of(tokens.issue(kind, key), partition)


def alias(text: str) -> str:
    """Return a name for something that leads nobody back to it."""
    return origin.label_of(text)


def config_of(play: Play) -> dict[str, Any]:
    """Return what the page around the package has to know."""
    package, part = play.package, play.package.parts[play.part]
    is_h5p = package.kind == Kind.H5P.value
    return {
        "runtime": package.kind if package.kind in SCORM or is_h5p else "",
        "href": "inhalt" if is_h5p else f"inhalt/{part['href']}",
        "mastery": part["settings"].get("mastery_score", ""),
        "title": part["title"] or package.title,
        "platform": "{0.scheme}://{0.netloc}".format(urlsplit(settings.KC_BASE_URL)),
        "words": {name: str(sentence) for name, sentence in words.WHILE_PLAYING.items()},
        **play.facts,
    }


def handed_over(
    package: Package, part: int, learner: runtime.Learner, data: dict[str, Any]
) -> dict[str, Any]:
    """Return the data with which a part starts."""
    if package.kind not in SCORM:
        return {"state": data.get("state") or []}
    settings = package.parts[part]["settings"]
    return runtime.first_data(Kind(package.kind), settings, learner, data)


def data_of(trial: Trial) -> dict[str, Any]:
    """Return the data with which a trial starts."""
    return handed_over(trial.package, trial.part, NOBODY, trial.data)


def activity_of(trial: Trial) -> str:
    """Return the name under which a content of H5P speaks of itself in a trial."""
    return f"urn:uuid:{trial.pk}"


def outcome_in(package: Package, part: int, data: dict[str, Any]) -> runtime.Outcome:
    """Return what committed data of a part mean."""
    settings = package.parts[part]["settings"]
    return runtime.outcome_of(Kind(package.kind), data, settings)


def outcome_of(trial: Trial) -> runtime.Outcome:
    """Return what the package has reported in a trial."""
    return outcome_in(trial.package, trial.part, trial.data)


def verdict_of(trial: Trial | None) -> words.Verdict | None:
    """Return what a trial means for learners; None before it has begun."""
    if trial is None or not trial.starts:
        return None
    return words.verdict(
        outcome_of(trial),
        trial.barriers,
        has_runtime=trial.package.kind != Kind.HTML.value,
        talked=trial.commits > 0,
        resumed=trial.handed_over and trial.answered,
        is_examined=trial.is_examined,
    )


@dataclass(frozen=True, slots=True)
class TriedPart:
    """A part of a package with what its trial has shown."""

    title: str
    verdict: words.Verdict | None

    @property
    def icon(self) -> str:
        """Return the icon of the verdict."""
        return ICONS[self.verdict.level] if self.verdict else ""


def tried_parts(package: Package) -> list[TriedPart]:
    """Return the parts with the verdicts on their trials; one query."""
    trials = {trial.part: trial for trial in Trial.objects.filter(package=package)}
    for trial in trials.values():
        trial.package = package
    return [
        TriedPart(part["title"] or package.title, verdict_of(trials.get(number)))
        for number, part in enumerate(package.parts)
    ]


def trial_in_words(trial: Trial | None) -> list[str]:
    """Return in sentences what a trial has shown so far."""
    if trial is None or not trial.starts:
        return []
    sentences = words.trial(
        outcome_of(trial),
        has_runtime=trial.package.kind != Kind.HTML.value,
        talked=trial.commits > 0,
        resumed=trial.handed_over and trial.answered,
    )
    return [*sentences, *words.barriers(trial.barriers, is_examined=trial.is_examined)]
