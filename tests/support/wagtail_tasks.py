"""Wagtail's own tasks: its list of usages and the search of its explorer.

They are a quarter of what it costs to publish a page, and hardly a test looks at what they write.
So they rest, unless a test is marked `wagtail_tasks`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django_tasks.backends.immediate import ImmediateBackend


class RestingBackend(ImmediateBackend):
    """Carries tasks out at once while it is awake, and forgets them otherwise."""

    awake = False

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        """Carry out a task of Wagtail, or forget it."""
        return super().enqueue(task, args, kwargs) if RestingBackend.awake else None


@contextmanager
def waking(is_wanted: bool = True) -> Iterator[None]:
    """Let the tasks be carried out within the block."""
    RestingBackend.awake = is_wanted
    yield
    RestingBackend.awake = False
