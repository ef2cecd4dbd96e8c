"""Work that must wait for the commit: signals to higher rooms and queued tasks."""

from typing import Any

from django.db import transaction
from django.dispatch import Signal
from django_tasks.base import Task


def enqueue(task: "Task[Any, Any]", **arguments: Any) -> None:
    """Queue a task once the surrounding transaction has been committed."""
    transaction.on_commit(lambda: task.enqueue(**arguments))


def announce(signal: Signal, sender: Any, **news: Any) -> None:
    """Send a declared signal once the surrounding transaction has been committed.

    A receiver that fails is reported and does not undo what was committed.
    """
    transaction.on_commit(lambda: signal.send_robust(sender, **news))
