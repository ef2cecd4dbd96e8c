"""Why a package is refused and what the doctor has found, in whole sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from courses.packages.doctor.findings import ORDER, Finding, Level, Remark
from courses.packages.reading.shapes import Kind, PackageFault, Refusal
from courses.packages.runtime import Outcome

# What keeps people out, as axe weighs it; so many reasons stand in a verdict.
GRAVE = ("critical", "serious")
MOST_REASONS = 3
KINDS: dict[Kind, str | Promise] = {
    Kind.SCORM12: "SCORM 1.2",
    Kind.SCORM2004: "SCORM 2004",
    Kind.CMI5: "cmi5",
    Kind.H5P: "H5P",
    Kind.HTML: _("Web pages"),
}
LEVELS: dict[Level, str | Promise] = {
    Level.FAULT: _("Will not work"),
    Level.WARNING: _("May disturb"),
    Level.NOTE: _("Good to know"),
}
REFUSALS: dict[Refusal, Promise] = {
    Refusal.NOT_A_ZIP: _("This file is no ZIP archive or is broken. Export the package again."),
    Refusal.TOO_LARGE: _(
        "The file is larger than %(limit)s MB. Compress its films and pictures and export again."
    ),
    Refusal.TOO_MANY_FILES: _(
        "The package has more than %(limit)s files. Export it again without working files."
    ),
    Refusal.UNPACKS_TOO_LARGE: _(
        "Unpacked, the package would be larger than %(limit)s MB. Compress its films and pictures."
    ),
    Refusal.BOMB: _(
        "The package grows so much when it is unpacked that it was refused. Export it again with "
        "the authoring tool."
    ),
    Refusal.ENCRYPTED: _("The package has a password. Export it without one."),
    Refusal.COMPRESSION: _(
        "“%(name)s” is compressed in a way that is not supported. Export as an ordinary ZIP file."
    ),
    Refusal.SYMLINK: _("“%(name)s” is a link and no file. Replace it by the file itself."),
    Refusal.OUTSIDE: _(
        "“%(name)s” leads out of the package. Export the package again with the authoring tool."
    ),
    Refusal.BAD_NAME: _(
        "The file name “%(name)s” holds characters that do not work on the web. Rename the file."
    ),
    Refusal.LONG_NAME: _("The name “%(name)s” is too long. Shorten names of files and folders."),
    Refusal.DUPLICATE: _("The file “%(name)s” is in the package twice. Export it again."),
    Refusal.FILE_AS_FOLDER: _("“%(name)s” is a file and a folder at once. Export it again."),
    Refusal.DAMAGED: _("“%(name)s” cannot be unpacked: the file is damaged. Upload it again."),
    Refusal.EMPTY: _("The package holds no files. Export it again."),
    Refusal.UNKNOWN_KIND: _(
        "Neither a manifest (SCORM, cmi5, H5P) nor a first page (index.html) was found. Choose "
        "“SCORM” or “cmi5” when exporting."
    ),
    Refusal.OTHER_KIND: _(
        "You chose the standard %(wanted)s, but this package follows another: %(found)s. Export it "
        "again as %(wanted)s, or let the standard be recognised."
    ),
    Refusal.IN_A_FOLDER: _(
        "The whole package lies in the folder “%(name)s”. Pack the content of this folder, not the "
        "folder itself."
    ),
    Refusal.TINCAN: _(
        "This is an xAPI package without a course structure. Choose “cmi5” or “SCORM” when "
        "exporting."
    ),
    Refusal.NOT_SCORM: _(
        "The manifest describes “%(name)s” and no SCORM. Choose “SCORM” or “cmi5” when exporting."
    ),
    Refusal.BROKEN_MANIFEST: _("“%(name)s” cannot be read. Export the package again."),
    Refusal.NOTHING_TO_START: _(
        "The manifest names nothing that could be started. Export the package again."
    ),
    Refusal.MISSING_ENTRY: _(
        "The manifest starts with “%(name)s”, but this file is missing. Export the package again."
    ),
    Refusal.SVG_SCRIPT: _(
        "The picture “%(name)s” holds a script. Save it as a plain picture and export again."
    ),
    Refusal.CMI5_SCHEMA: _("cmi5.xml does not follow the standard (%(fault)s). Export it again."),
    Refusal.CMI5_ID: _("cmi5.xml: “%(name)s” is no complete identifier (https://…)."),
    Refusal.CMI5_DUPLICATE: _("cmi5.xml: the identifier “%(name)s” is used twice."),
    Refusal.CMI5_ADDRESS: _("cmi5.xml: “%(name)s” is no valid address of a unit."),
    Refusal.CMI5_RELATIVE: _(
        "cmi5.xml: “%(name)s” leads into a package, but only cmi5.xml was uploaded."
    ),
    Refusal.CMI5_PARAMETER: _(
        "cmi5.xml: the address of a unit already holds “%(name)s”, which the platform sets itself."
    ),
    Refusal.CMI5_OBJECTIVE: _("cmi5.xml: the objective “%(name)s” is not described."),
}
REMARKS: dict[Remark, Promise] = {
    Remark.MISSING_FILES: _("The manifest names files that are missing (%(count)s)."),
    Remark.MISSING_LOADS: _("Pages load files that are missing (%(count)s)."),
    Remark.ABSOLUTE_PATHS: _(
        "Pages load files from the root of a site or from a disk (%(count)s). They will not appear."
    ),
    Remark.EXTERNAL_REQUESTS: _(
        "Pages load something from other sites (%(count)s). It is blocked to protect learners; "
        "put it into the package."
    ),
    Remark.TRACKING: _("Pages call services that watch visitors (%(count)s). They are blocked."),
    Remark.FLASH: _("The package holds Flash films (%(count)s). No browser plays them any more."),
    Remark.MISSING_LIBRARIES: _(
        "Libraries are missing (%(count)s). Download the package with its libraries."
    ),
    Remark.LARGE: _("The package is large (%(count)s MB). It starts slowly on weak connections."),
    Remark.LARGE_FILES: _("Some files are larger than 50 MB (%(count)s)."),
    Remark.SEQUENCING: _(
        "The package rules in which order its parts open. Here learners may open all of them."
    ),
    Remark.SEQUENCING_ROLLUP: _(
        "The package has rules of its own when the whole counts as done. They are not followed: "
        "here it is done when all parts that report are done."
    ),
    Remark.SEQUENCING_LIMITS: _(
        "The package limits attempts or time for its parts. Here learners may repeat them."
    ),
    Remark.SEQUENCING_OBJECTIVES: _(
        "Parts of the package share results with each other. Here each part keeps its own."
    ),
    Remark.MANY_PARTS: _("The package has %(count)s parts. Learners see them as a list."),
    Remark.SHORT_SUSPEND_DATA: _(
        "%(name)s may store more about where somebody has stopped than SCORM 1.2 allows (4,096 "
        "characters). Here more is kept, elsewhere it may be lost. SCORM 2004 or cmi5 is safer."
    ),
    Remark.OPENS_WINDOWS: _("The package may open windows of its own. These are blocked."),
    Remark.NO_RESULTS: _(
        "Web pages report no results. Learners say themselves when they have finished."
    ),
    Remark.NEVER_REPORTS: _(
        "Nothing in the package talks to the platform. It would never count as done."
    ),
    Remark.CMI5_ELSEWHERE: _(
        "Units lie on other sites (%(count)s). Learners leave the platform for them."
    ),
    Remark.NO_LANGUAGE: _(
        "Pages do not name their language (%(count)s). Screen readers will mispronounce them."
    ),
    Remark.NO_CAPTIONS: _("Pages show films without captions (%(count)s)."),
    Remark.NO_ALTERNATIVES: _("Pages show pictures without alternative text (%(count)s)."),
    Remark.TOOL: _("Made with %(name)s."),
    Remark.TOOL_UNKNOWN: _("The authoring tool was not recognised."),
    Remark.NOT_ALL_READ: _("The package is so large that not every text in it was examined."),
}


WHILE_PLAYING: dict[str, Promise] = {
    "gone": _(
        "What you do here is no longer saved: this page has been open for too long. Go back to the "
        "course and open the content again."
    ),
    "offline": _("There is no connection at the moment. The content starts as soon as there is."),
}


def refusal(fault: PackageFault) -> str:
    """Return why a package was refused."""
    return str(REFUSALS[fault.code]) % fault.values


def remark(finding: Finding) -> str:
    """Return what was found, in a sentence."""
    values: Mapping[str, str | int] = {"count": finding.count, "name": finding.name}
    return str(REMARKS[finding.remark]) % values


def trial(
    outcome: Outcome, *, has_runtime: bool = True, talked: bool = True, resumed: bool = False
) -> list[str]:
    """Return what a trial has shown, one sentence for each question that an author has."""
    if not has_runtime:
        return [str(_("Web pages report nothing. Look whether everything appears."))]
    if not talked:
        return [str(_("The package has not talked to the platform yet."))]
    return [*_about_end(outcome), *_about_place(outcome, resumed=resumed)]


def barriers(found: Sequence[Mapping[str, Any]], *, is_examined: bool) -> list[str]:
    """Return what axe has found on the pages that were shown, and what that means."""
    if not is_examined:
        return []
    if not found:
        return [str(_("axe has found no barriers on the pages shown so far. Use a keyboard, too."))]
    return [
        ngettext(
            "Barrier: %(help)s (%(count)s place).",
            "Barrier: %(help)s (%(count)s places).",
            row["count"],
        )
        % {"help": row["help"], "count": row["count"]}
        for row in found
    ]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a trial means for learners, in one paragraph."""

    level: Level
    sentence: str


def verdict(
    outcome: Outcome,
    found: Sequence[Mapping[str, Any]],
    *,
    has_runtime: bool,
    talked: bool,
    resumed: bool,
    is_examined: bool,
) -> Verdict:
    """Say whether learners can finish the package, whether it goes on, and whom it shuts out."""
    ends, end = _verdict_on_end(outcome, has_runtime=has_runtime, talked=talked)
    resumes, place = _verdict_on_place(outcome, has_runtime=has_runtime, resumed=resumed)
    open_to_all, access = _verdict_on_access(found, is_examined=is_examined)
    parts = [part for part in (end, place if talked else "", access) if part]
    return Verdict(min(ends, resumes, open_to_all, key=ORDER.__getitem__), " ".join(parts))


def _verdict_on_end(outcome: Outcome, *, has_runtime: bool, talked: bool) -> tuple[Level, str]:
    if not has_runtime:
        return Level.NOTE, str(_("Learners finish it themselves: web pages report nothing."))
    if not talked:
        return Level.FAULT, str(_("As yet learners could not finish it: it has reported nothing."))
    if not outcome.completed and outcome.success is None:
        return Level.WARNING, str(
            _("Whether learners can finish it is still open: it has not reported its end.")
        )
    return Level.NOTE, str(_("Learners can finish this package."))


def _verdict_on_place(outcome: Outcome, *, has_runtime: bool, resumed: bool) -> tuple[Level, str]:
    if not has_runtime:
        return Level.NOTE, ""
    if resumed:
        return Level.NOTE, str(_("Going on later works."))
    if outcome.keeps_place:
        return Level.WARNING, str(_("Going on later has not been tried yet."))
    return Level.WARNING, str(_("Going on later does not work: it begins anew each time."))


def _verdict_on_access(
    found: Sequence[Mapping[str, Any]], *, is_examined: bool
) -> tuple[Level, str]:
    if not is_examined:
        return Level.NOTE, str(_("Its accessibility has not been examined yet."))
    if not found:
        return Level.NOTE, str(_("No barriers were found on the pages shown."))
    grave = [row["help"] for row in found if row["impact"] in GRAVE]
    shown = (grave or [row["help"] for row in found])[:MOST_REASONS]
    reasons = "; ".join(reason.rstrip(".") for reason in shown)
    if not grave:
        return Level.WARNING, str(_("Accessible with small faults: %(reasons)s.")) % {
            "reasons": reasons
        }
    return Level.FAULT, str(_("Not accessible, because: %(reasons)s.")) % {"reasons": reasons}


def _about_end(outcome: Outcome) -> list[str]:
    success = {
        True: _("It has reported “passed”."),
        False: _("It has reported “failed”."),
        None: _("It has not reported whether the learner has passed."),
    }
    end = _("It has reported that it is completed.")
    lines = [str(end if outcome.completed else _("It has not reported its end yet."))]
    lines.append(str(success[outcome.success]))
    if outcome.scaled is not None:
        percent = round(outcome.scaled * 100)
        lines.append(str(_("It has reported %(percent)s per cent.")) % {"percent": percent})
    return lines


def _about_place(outcome: Outcome, *, resumed: bool) -> list[str]:
    if not outcome.keeps_place:
        return [str(_("It has not stored where one has stopped. Learners would begin anew."))]
    stored = str(_("It has stored where one has stopped."))
    if outcome.suspended:
        stored = _stored(outcome.suspended)
    again = (
        _("It was started again with that. Look whether it went on where you had stopped.")
        if resumed
        else _("Start it again to see whether it goes on there.")
    )
    return [stored, str(again)]


def _stored(count: int) -> str:
    """Return how much was stored: much of it is lost on platforms that keep to SCORM 1.2."""
    return ngettext(
        "It has stored where one has stopped (%(count)s character).",
        "It has stored where one has stopped (%(count)s characters).",
        count,
    ) % {"count": count}
