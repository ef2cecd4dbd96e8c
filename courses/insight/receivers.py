"""Reactions to news from learning."""

from collections.abc import Iterable
from typing import Any

from courses.insight import services


def count_anew(sender: object, module_ids: Iterable[int], **news: Any) -> None:
    """Have modules counted anew whose past has changed."""
    services.count_anew(modules=module_ids)
