"""The words of statements that this room reads and writes; pure."""

from courses.learning.fold import ATTEMPTED, COMPLETED, FAILED, PASSED, SATISFIED, SCORED, WAIVED
from courses.xapi import vocabulary as xapi

MASTERED = "http://adlnet.gov/expapi/verbs/mastered"

OWN = "https://kommunalcampus.example/xapi/extensions"

# The verbs that can move a progress, and what the fold calls them.
FOLDED_VERBS = {
    xapi.EXPERIENCED.iri: "experienced",
    xapi.PROGRESSED.iri: "progressed",
    xapi.ATTEMPTED.iri: ATTEMPTED,
    xapi.COMPLETED.iri: COMPLETED,
    xapi.PASSED.iri: PASSED,
    xapi.FAILED.iri: FAILED,
    xapi.WAIVED.iri: WAIVED,
}
# These say something about packages only.
PACKAGE_VERBS = {xapi.SCORED.iri: SCORED, xapi.SATISFIED.iri: SATISFIED}

# Results on our own activities: nobody but the platform may state them.
RESULT_VERBS = frozenset(
    {xapi.COMPLETED.iri, xapi.PASSED.iri, xapi.FAILED.iri, xapi.ANSWERED.iri, MASTERED}
)
RESULT_PARTS = frozenset({"score", "success", "completion"})

# Seconds from the beginning of a recording, as the xAPI video profile names them.
POSITION = "https://w3id.org/xapi/video/extensions/time"
# One try at a test; cmi5 tells its sessions apart by the same extension.
ATTEMPT = "https://w3id.org/xapi/cmi5/context/extensions/sessionid"
# The block of a lesson that was read last.
PLACE = f"{OWN}/place"
# The rule under which something was completed or passed (courses.modules.completion).
RULE = f"{OWN}/rule"
# The document that was confirmed: name, date of its version, digest.
DOCUMENT = f"{OWN}/document"
# Of a test that begins a renewal: the editions, the chapters that it proved and those it did not.
RENEWAL = f"{OWN}/renewal"
# Why something need not be learnt, in the words of cmi5.
WAIVING_REASON = "https://w3id.org/xapi/cmi5/result/extensions/reason"
TESTED_OUT = "Tested Out"
# Parts of a recording that were played, "0[.]12[,]30[.]47", as the xAPI video profile writes them.
PLAYED = "https://w3id.org/xapi/video/extensions/played-segments"
PROGRESS = "https://w3id.org/xapi/video/extensions/progress"
