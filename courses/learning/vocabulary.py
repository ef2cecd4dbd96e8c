"""The words of statements that this room reads and writes; pure."""

from courses.learning.fold import ATTEMPTED, COMPLETED, FAILED, PASSED
from courses.xapi import vocabulary as xapi

MASTERED = "http://adlnet.gov/expapi/verbs/mastered"

# The verbs that can move a progress, and what the fold calls them.
FOLDED_VERBS = {
    xapi.EXPERIENCED.iri: "experienced",
    xapi.PROGRESSED.iri: "progressed",
    xapi.ATTEMPTED.iri: ATTEMPTED,
    xapi.COMPLETED.iri: COMPLETED,
    xapi.PASSED.iri: PASSED,
    xapi.FAILED.iri: FAILED,
}

# Results on our own activities: nobody but the platform may state them.
RESULT_VERBS = frozenset(
    {xapi.COMPLETED.iri, xapi.PASSED.iri, xapi.FAILED.iri, xapi.ANSWERED.iri, MASTERED}
)
RESULT_PARTS = frozenset({"score", "success", "completion"})

# Seconds from the beginning of a recording, as the xAPI video profile names them.
POSITION = "https://w3id.org/xapi/video/extensions/time"
# One try at a test; cmi5 tells its sessions apart by the same extension.
ATTEMPT = "https://w3id.org/xapi/cmi5/context/extensions/sessionid"
