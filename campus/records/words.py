"""What a statement says in words: verb, thing, result and source, never who somebody is."""

from collections.abc import Mapping
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from campus.records.owners import Owner, owner_of
from courses.xapi import vocabulary

VERBS = {verb.iri: verb for verb in vars(vocabulary).values() if isinstance(verb, vocabulary.Verb)}
KINDS = {
    vocabulary.COURSE: gettext_lazy("Course"),
    vocabulary.MODULE: gettext_lazy("Module"),
    vocabulary.LESSON: gettext_lazy("Lesson"),
    vocabulary.ASSESSMENT: pgettext_lazy("kind of lesson", "Test"),
    vocabulary.QUESTION: gettext_lazy("Question"),
    vocabulary.INTERACTION: gettext_lazy("Question"),
    vocabulary.SIMULATION: gettext_lazy("Simulation"),
    vocabulary.MEETING: gettext_lazy("Meeting"),
    vocabulary.MEDIA: gettext_lazy("Media"),
    vocabulary.VIDEO: gettext_lazy("Video"),
    vocabulary.DOCUMENT: gettext_lazy("Document"),
    vocabulary.FILE: gettext_lazy("File"),
    vocabulary.LINK: gettext_lazy("Link"),
    vocabulary.OBJECTIVE: gettext_lazy("Learning goal"),
}
# Names of foreign programs may be of any length.
LONGEST = 120
SHOWN_OF_ACCOUNT = 8
Json = Mapping[str, Any]


def in_language(names: Mapping[str, str]) -> str:
    """Return the text in the reader's language, else in German, English or any at all."""
    wanted = (get_language() or "de").split("-")[0]
    for start in (wanted, "de", "en", ""):
        for tag, text in names.items():
            if tag.lower().split("-")[0].startswith(start) and text.strip():
                return _cut(text.strip())
    return ""


def verb_words(verb: Json) -> str:
    """Return what was done."""
    known = VERBS.get(verb["id"])
    if known:
        return known.de if (get_language() or "de").startswith("de") else known.en
    return in_language(verb.get("display", {})) or _tail(verb["id"])


def actor_words(agent: Json) -> str:
    """Return an actor as an opaque beginning of its account; other identifiers are not shown."""
    if agent.get("objectType") == "Group":
        return _("a group")
    if "account" in agent:
        name = str(agent["account"]["name"])
        shown = name[:SHOWN_OF_ACCOUNT] + ("…" if len(name) > SHOWN_OF_ACCOUNT else "")
        return _("Account %(name)s") % {"name": shown}
    return _("an actor by another identifier")


def thing_words(target: Json, names: Mapping[str, Mapping[str, str]]) -> str:
    """Return what it was done to; `names` are those of activities that the store knows."""
    kind = target.get("objectType", "Activity")
    if kind == "Activity":
        return activity_words(target, names)
    if kind == "StatementRef":
        return _("Statement %(id)s") % {"id": target["id"]}
    if kind == "SubStatement":
        return _("a statement within the statement")
    return actor_words(target)


def activity_words(activity: Json, names: Mapping[str, Mapping[str, str]]) -> str:
    """Return an activity's kind and name, or the end of its identifier."""
    definition = activity.get("definition", {})
    called = in_language(definition.get("name", {})) or in_language(names.get(activity["id"], {}))
    kind = KINDS.get(definition.get("type", ""))
    name = called or _tail(activity["id"])
    return f"{kind} „{name}“" if kind else f"„{name}“"


def result_words(result: Json) -> str:
    """Return score, success and completion, as far as they are stated."""
    words = []
    scaled = result.get("score", {}).get("scaled")
    if scaled is not None:
        words.append(_("%(share)s per cent") % {"share": number_format(round(scaled * 100))})
    if "success" in result:
        words.append(_("passed") if result["success"] else _("not passed"))
    if "completion" in result:
        words.append(_("completed") if result["completion"] else _("not completed"))
    return ", ".join(words)


def surrounding(statement: Json) -> Json | None:
    """Return the activity that the statement names as standing around its object."""
    around = statement.get("context", {}).get("contextActivities", {})
    for place in ("parent", "grouping"):
        found = around.get(place) or []
        for activity in [found] if isinstance(found, dict) else found:
            return dict(activity)
    return None


def source_of(statement: Json) -> Owner:
    """Return whose program sent the statement, read from its authority.

    A program without an owner has the kind "client" and its own key.
    """
    account = statement["authority"].get("account", {})
    return owner_of(str(account.get("name", "")))


def _tail(iri: str) -> str:
    return _cut(iri.rstrip("/#").replace("#", "/").rpartition("/")[2] or iri)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
