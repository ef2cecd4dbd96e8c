"""The states of paths and of evidence of earlier learning; pure."""

from enum import StrEnum

from campus.kit.states import StateTable


class PathState(StrEnum):
    """Where a path stands. Only a published one is shown."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


PATH_MOVES = StateTable(
    {
        PathState.DRAFT: {PathState.PUBLISHED},
        # Publishing again makes the next version.
        PathState.PUBLISHED: {PathState.PUBLISHED, PathState.WITHDRAWN},
        PathState.WITHDRAWN: {PathState.PUBLISHED},
    }
)


class EvidenceState(StrEnum):
    """Where a piece of evidence stands."""

    HANDED_IN = "handed_in"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


EVIDENCE_MOVES = StateTable(
    {
        EvidenceState.HANDED_IN: {
            EvidenceState.ACCEPTED,
            EvidenceState.REFUSED,
            EvidenceState.WITHDRAWN,
        },
        # What counts stays with the learner, who may give it up.
        EvidenceState.ACCEPTED: {EvidenceState.WITHDRAWN},
        EvidenceState.REFUSED: {EvidenceState.WITHDRAWN},
        EvidenceState.WITHDRAWN: set(),
    }
)
