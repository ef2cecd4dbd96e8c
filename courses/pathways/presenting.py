"""A path as its page shows it: every state in words, and the one button for the next step."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.catalogue import selectors as catalogue
from courses.enrolment.states import State as SeatState
from courses.pathways import selectors
from courses.pathways.errors import PrerequisiteGone
from courses.pathways.plans import Group, Rule, Step, courses_of
from courses.pathways.walking import GroupView, State, StepView, open_steps
from courses.pathways.words import progress_words, rule_words

if TYPE_CHECKING:
    from courses.catalogue.shelf import CourseCard
    from courses.pathways.selectors import Standing

HELD_UP = {
    SeatState.REQUESTED: gettext_lazy("Your request is waiting for the decision."),
    SeatState.WAITING: gettext_lazy("You are on the waiting list."),
    SeatState.REJECTED: gettext_lazy(
        "Your request was not approved. Please talk to your human resources office."
    ),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One step, or the head of a set with its steps."""

    title: str
    href: str
    word: str
    tone: str
    icon: str
    note: str = ""
    facts: tuple[str, ...] = ()
    lines: tuple["Line", ...] = ()
    is_set: bool = False


@dataclass(frozen=True, slots=True)
class Next:
    """The button: its label, or a sentence why there is none."""

    label: str = ""
    note: str = ""
    href: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A path with its steps, progress and button."""

    lines: tuple[Line, ...]
    rule: str
    progress: str
    done: int
    need: int
    is_complete: bool
    next: Next


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the lines of one page have in common."""

    standing: "Standing"
    cards: Mapping[int, "CourseCard"]
    titles: Mapping[int, str]
    is_known: bool

    def title(self, item: Step | Group) -> str:
        if isinstance(item, Group):
            return item.title
        card = self.cards.get(item.course)
        return card.title if card else self.titles.get(item.course, "")

    def is_bookable(self, course: int) -> bool:
        """Tell whether the course stands in the catalogue of who looks."""
        return course in self.cards and course not in self.standing.closed

    def is_withheld(self, course: int) -> bool:
        """Tell whether the employer of who looks does not offer the course to its staff."""
        return course in self.standing.withheld

    def href(self, course: int) -> str:
        card = self.cards.get(course)
        return card.url if card and not self.is_withheld(course) else ""


def shown(standing: "Standing", *, is_known: bool) -> Shown:
    """Return what the page shows; without a known person the states say nothing."""
    scene = _scene(standing, is_known)
    view = standing.view
    return Shown(
        lines=tuple(_line(item, scene) for item in view.items),
        rule=rule_words(view.group.rule, view.group.need, len(view.group.items)),
        progress=progress_words(view),
        done=view.done,
        need=view.need,
        is_complete=view.is_complete,
        next=_next(scene),
    )


def _scene(standing: "Standing", is_known: bool) -> _Scene:
    ids = set(courses_of(standing.view.group)) | _asked_for(standing.view)
    cards = {card.course_id: card for card in catalogue.course_cards(ids)}
    hidden = ids - cards.keys()
    titles = selectors.known_titles(hidden) if hidden else {}
    return _Scene(standing, cards, titles, is_known)


def _asked_for(view: GroupView) -> set[int]:
    """Return the courses outside the path that one of its courses asks for."""
    found: set[int] = set()
    for item in view.items:
        if isinstance(item, GroupView):
            found |= _asked_for(item)
        elif isinstance(item.after, Step):
            found.add(item.after.course)
    return found


def _line(item: StepView | GroupView, scene: _Scene) -> Line:
    if isinstance(item, GroupView):
        word, tone, icon = _state(item.state, is_next=False)
        return Line(
            title=item.group.title,
            href="",
            word=word if scene.is_known and item.state is not State.OPEN else "",
            tone=tone,
            icon=icon,
            note=_why(item, scene),
            facts=_facts_of_set(item, scene),
            lines=tuple(_line(one, scene) for one in item.items),
            is_set=True,
        )
    word, tone, icon = _state(item.state, is_next=item.step.course == scene.standing.next)
    return Line(
        title=scene.title(item.step),
        href=scene.href(item.step.course),
        word=word if scene.is_known else "",
        tone=tone,
        icon=icon,
        note=_why(item, scene),
        facts=_facts_of_step(item, scene),
    )


def _state(state: State, *, is_next: bool) -> tuple[str, str, str]:
    """Return word, tone and icon of a state."""
    if state is State.OPEN and is_next:
        return _("Your next step"), "info", "play"
    return {
        State.DONE: (_("Done"), "success", "check-circle"),
        State.OPEN: (_("Open: you can choose it"), "neutral", "circle"),
        State.LOCKED: (_("Still locked"), "neutral", "lock"),
        State.NOT_NEEDED: (_("No longer needed"), "neutral", "minus"),
    }[state]


def _why(item: StepView | GroupView, scene: _Scene) -> str:
    """Return why an entry is locked; who is not known is not told."""
    if item.after is None or not scene.is_known:
        return ""
    return _("First complete “%(title)s”.") % {"title": scene.title(item.after)}


def _facts_of_set(item: GroupView, scene: _Scene) -> tuple[str, ...]:
    rule = rule_words(item.group.rule, item.group.need, len(item.group.items))
    return (rule, progress_words(item)) if scene.is_known else (rule,)


def _facts_of_step(item: StepView, scene: _Scene) -> tuple[str, ...]:
    facts = []
    if _counts_points(scene.standing.view, item.step):
        words = _("%(points)s of %(most)s points") if scene.is_known else _("%(most)s points")
        facts.append(words % {"points": item.points, "most": item.step.points})
    if item.recognised:
        facts.append(_("recognised from earlier learning"))
    course = item.step.course
    if scene.is_withheld(course) and item.state in (State.OPEN, State.LOCKED):
        facts.append(_("Your employer does not offer this course to its staff at present."))
    elif item.state is State.OPEN and not scene.is_bookable(course):
        facts.append(_("cannot be booked at present"))
    seat = scene.standing.seats.get(course)
    if seat and seat.state in HELD_UP:
        facts.append(str(HELD_UP[seat.state]))
    return tuple(facts)


def _counts_points(view: GroupView, step: Step) -> bool:
    if view.group.rule is Rule.POINTS:
        return True
    inner = [item for item in view.items if isinstance(item, GroupView)]
    return any(step in item.group.items and item.group.rule is Rule.POINTS for item in inner)


def _next(scene: _Scene) -> Next:
    """Return the one button, or why there is none."""
    standing = scene.standing
    if standing.view.is_complete:
        return Next(note=_("You have completed this path. Well done."))
    if standing.next is None:
        return _blocked(scene)
    title = scene.title(Step(standing.next))
    seat = standing.seats.get(standing.next)
    if seat and seat.state in HELD_UP:
        return Next(note=f"{title}: {HELD_UP[seat.state]}")
    if seat and seat.state is SeatState.CONFIRMED:
        return Next(label=_("Continue with “%(title)s”") % {"title": title})
    words = _("Next step: “%(title)s”") if standing.has_begun else _("Begin with “%(title)s”")
    return Next(label=words % {"title": title})


def _blocked(scene: _Scene) -> Next:
    """Lead to the course outside the path that everything waits for."""
    first = next(iter(sorted(_asked_for(scene.standing.view))), None)
    if first is None and scene.standing.withheld.intersection(open_steps(scene.standing.view)):
        return Next(
            note=_(
                "Your employer does not offer the next course to its staff at present. Please "
                "talk to your human resources office, or have earlier learning recognised."
            )
        )
    if first is None:
        return _short_of_points(scene)
    title, href = scene.title(Step(first)), scene.href(first)
    if not href:
        gone = PrerequisiteGone(course=title)
        return Next(note=str(gone), href=reverse("pages:feedback"), link=_("Write to the office"))
    return Next(note=_("First complete “%(title)s”.") % {"title": title}, href=href)


def _short_of_points(scene: _Scene) -> Next:
    """Lead to a test that has not brought all its points, where they are what is missing."""
    step = next(iter(_half_earned(scene.standing.view)), None)
    if step is None:
        return Next(note=_("At present no course of this path can be begun."))
    words = _(
        "Points are still missing. A better result in the test of “%(title)s” can bring them."
    )
    return Next(note=words % {"title": scene.title(step)}, href=scene.href(step.course))


def _half_earned(view: GroupView, *, counts: bool = False) -> list[Step]:
    """Return the completed courses whose tests could bring points that are still missing."""
    counts = counts or (view.group.rule is Rule.POINTS and not view.is_complete)
    found: list[Step] = []
    for item in view.items:
        if isinstance(item, GroupView):
            found += _half_earned(item, counts=counts)
        elif counts and item.state is State.DONE and item.points < item.step.points:
            found.append(item.step)
    return found
