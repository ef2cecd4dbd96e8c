"""Whether what a rule asks of learners is in the lesson."""

from typing import Any

from courses.modules import completion
from courses.modules.errors import (
    NoPackage,
    NothingToConfirm,
    NothingToPlay,
    NoToolContent,
    PackageOfOthers,
    RuleNotForPackage,
    RuleNotForTool,
    RuleOnlyForPackages,
    ToolOfOthers,
)
from courses.modules.models import Kind, Media
from courses.packages import selectors as packages
from courses.tools import selectors as tools

BY_THEMSELVES = (completion.BUTTON, completion.OPENED)
# A tool reports ends and points; whether somebody has passed follows from the pass mark.
REPORTED_BY_TOOLS = (completion.REPORTED, completion.SCORED)


def check_package(*, title: str, kind: str, rule: str, package: Any, provider_id: Any) -> None:
    """Raise NoPackage, PackageOfOthers, RuleNotForPackage or RuleOnlyForPackages."""
    if kind != Kind.PACKAGE:
        if kind == Kind.LESSON and rule in completion.OF_PACKAGES:
            raise RuleOnlyForPackages(title=title)
        return
    if package is None or not packages.may_be_taught(package):
        raise NoPackage(title=title)
    if package.provider_id != provider_id:
        raise PackageOfOthers(title=title)
    allowed = completion.OF_PACKAGES if packages.reports(package) else set()
    by_themselves = BY_THEMSELVES if packages.may_be_done_by_hand(package) else ()
    if rule not in {*allowed, *by_themselves}:
        raise RuleNotForPackage(title=title)


def check_tool(*, title: str, kind: str, rule: str, content: Any, provider_id: Any) -> None:
    """Raise NoToolContent, ToolOfOthers or RuleNotForTool."""
    if kind != Kind.TOOL:
        return
    if content is None or not tools.may_be_taught(content):
        raise NoToolContent(title=title)
    if tools.provider_id_of(content) != provider_id:
        raise ToolOfOthers(title=title)
    reported = REPORTED_BY_TOOLS if content.has_score else ()
    if rule not in {*BY_THEMSELVES, *reported}:
        raise RuleNotForTool(title=title)


def check_rule(*, title: str, kind: str, rule: str, body: Any) -> None:
    """Raise NothingToPlay or NothingToConfirm for a lesson that nobody could complete."""
    blocks = list(getattr(body, "raw_data", body) or [])
    confirmed = sum(block["type"] == completion.ACKNOWLEDGEMENT for block in blocks)
    wanted = 1 if kind == "lesson" and rule == completion.CONFIRMED else 0
    if confirmed != wanted:
        raise NothingToConfirm(title=title)
    if kind == "lesson" and rule == completion.SEEN and not _has_length(blocks):
        raise NothingToPlay(title=title)


def _has_length(blocks: list[Any]) -> bool:
    """Tell whether the first recording is there and has a length."""
    recording = completion.recording_of(blocks)
    media = Media.objects.filter(pk=recording["value"]).first() if recording else None
    return media is not None and media.seconds > 0
