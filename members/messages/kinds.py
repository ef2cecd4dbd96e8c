"""The kinds of messages; every room registers its own in `AppConfig.ready()`."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of message.

    `name` names the template `templates/email/<name>.txt`: subject in the first line, text after
    an empty line. A kind with `secret=True` carries a personal link or code: its text is never
    shown in an inbox and is emptied once the message has left.
    """

    name: str
    title: str | Promise
    secret: bool = False

    @property
    def template(self) -> str:
        """Return the template that holds subject and text."""
        return f"email/{self.name}.txt"


class UnknownKind(LookupError):
    """No room has registered a kind of this name."""


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Make a kind known; registering the very same one again changes nothing."""
    known = _kinds.setdefault(kind.name, kind)
    if known != kind:
        raise ValueError(f"There are two kinds of message named {kind.name}.")
    return kind


def kind_of(name: str) -> Kind:
    """Return the kind or raise UnknownKind, which names what is missing."""
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownKind(f"No room has registered the kind of message {name!r}.") from None


def secret_names() -> list[str]:
    """Return the names of the kinds whose text is nobody else's business."""
    return [kind.name for kind in _kinds.values() if kind.secret]
