"""A draft as reviewers read it: block by block, each with what was said about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from courses.review.comparing.leaves import label_of, leaves
from courses.review.models import Comment

if TYPE_CHECKING:
    from courses.modules.models import Lesson

LONGEST_NAME = 50


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A block with its comments; `number` and `name` make it known to those who do not see it."""

    key: str
    number: int
    name: str
    child: Any
    comments: tuple[Comment, ...]

    @property
    def open_count(self) -> int:
        """Return how many of them wait."""
        return sum(comment.is_open for comment in self.comments)


@dataclass(frozen=True, slots=True)
class ShownLesson:
    """A draft with all that was said about it."""

    draft: "Lesson"
    blocks: tuple[ShownBlock, ...]
    # About the lesson as a whole.
    general: tuple[Comment, ...]
    # About blocks that the draft no longer has.
    lost: tuple[Comment, ...]

    @property
    def open_count(self) -> int:
        """Return how many comments wait."""
        shown = sum(block.open_count for block in self.blocks)
        return shown + sum(comment.is_open for comment in (*self.general, *self.lost))

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Return the blocks as a list to choose from."""
        return [(block.key, f"{block.number}. {block.name}") for block in self.blocks]


def shown(draft: "Lesson", comments: Iterable[Comment]) -> ShownLesson:
    """Put the comments to the blocks they are about."""
    held = list(comments)
    blocks = tuple(
        ShownBlock(
            key=str(child.id or ""),
            number=number,
            name=_name(child),
            child=child,
            comments=tuple(one for one in held if one.block and one.block == str(child.id)),
        )
        for number, child in enumerate(draft.body, start=1)
    )
    keys = {block.key for block in blocks}
    return ShownLesson(
        draft=draft,
        blocks=blocks,
        general=tuple(one for one in held if not one.block),
        lost=tuple(one for one in held if one.block and one.block not in keys),
    )


def _name(child: Any) -> str:
    """Return kind and first words of a block."""
    kind = label_of(child.block_type)
    first = next(iter(leaves(child.block_type, child.get_prep_value()["value"])), None)
    words = " ".join(first.text.split()) if first else ""
    if len(words) > LONGEST_NAME:
        words = f"{words[: LONGEST_NAME - 1]}…"
    return f"{kind}: {words}" if words else kind
