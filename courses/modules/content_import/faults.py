"""What Django, Wagtail and the accessibility gate find wrong, as one line with the place."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError

from courses.modules.errors import BadContent, Inaccessible

# Where Wagtail's blocks keep the faults of their parts.
PARTS = ("block_errors", "cell_errors", "non_block_errors")


@contextmanager
def named(place: str) -> Iterator[None]:
    """Turn a fault found inside into BadContent with its place."""
    try:
        yield
    except ValidationError as error:
        raise BadContent(place=place, fault=readable(error)) from error
    except Inaccessible as error:
        raise BadContent(place=place, fault=error.values["faults"]) from error


def readable(faults: Any) -> str:
    """Return the faults as one line, with the names of fields and the numbers of blocks."""
    if isinstance(faults, dict):
        return " · ".join(f"{place}: {readable(fault)}" for place, fault in faults.items())
    if isinstance(faults, list):
        return "; ".join(readable(fault) for fault in faults if fault)
    if isinstance(faults, ValidationError):
        return _of_error(faults)
    return str(faults)


def _of_error(error: ValidationError) -> str:
    """Return the innermost faults of an error."""
    inner = next(filter(None, (getattr(error, name, None) for name in PARTS)), None)
    if inner:
        return readable(inner)
    if hasattr(error, "error_dict"):
        return readable(error.message_dict)
    return "; ".join(error.messages)
