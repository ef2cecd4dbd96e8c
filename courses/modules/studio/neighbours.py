"""What higher rooms say beside a module or lesson in the studio, such as how its review stands."""

import uuid
from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail.admin.panels import Panel

from courses.modules.models import Module
from courses.modules.selectors import mark_of

Speaker = Callable[[Any, Any], str]
# The key of an item and the id of a question in it.
Place = tuple[uuid.UUID, str]
Measurer = Callable[[Any, Collection[Place]], dict[Place, str]]
_speakers: list[Speaker] = []
_measurers: list[Measurer] = []
Comparer = Callable[[Mapping[str, Any], Mapping[str, Any]], str]
_comparers: list[Comparer] = []


def register(speaker: Speaker) -> None:
    """Have `speaker(row, user)` asked for HTML about a module or lesson; empty: nothing to say."""
    if speaker not in _speakers:
        _speakers.append(speaker)


def said_of(row: Any, user: Any) -> SafeString:
    """Return what the rooms say about the row, one after the other."""
    parts = [part for part in (speaker(row, user) for speaker in _speakers) if part]
    return format_html_join("", "{}", ((part,) for part in parts))


def register_measurer(measurer: Measurer) -> None:
    """Have `measurer(user, places)` asked how hard questions have turned out, in words."""
    if measurer not in _measurers:
        _measurers.append(measurer)


def measured_of(user: Any, places: Collection[Place]) -> dict[Place, str]:
    """Return what is known of questions; of most, nothing."""
    found: dict[Place, str] = {}
    for measurer in _measurers:
        found |= measurer(user, places)
    return found


def register_comparer(comparer: Comparer) -> None:
    """Have `comparer(old, new)` asked for HTML that says how two stored blocks differ."""
    if comparer not in _comparers:
        _comparers.append(comparer)


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> SafeString:
    """Return how two stored blocks of the same id differ, in words."""
    return format_html_join("", "{}", ((comparer(old, new),) for comparer in _comparers))


class BesidePanel(Panel):
    """What other rooms say about the module or lesson."""

    class BoundPanel(Panel.BoundPanel):
        """The panel for one row."""

        template_name = "modules/studio/beside_panel.html"

        def is_shown(self) -> bool:
            """Show it once the row has been saved."""
            return bool(self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add what is said."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            said = said_of(self.instance, self.request.user)
            mark = mark_of(self.instance) if isinstance(self.instance, Module) else ""
            return {**context, "said": said, "mark": mark}
