"""Words of the cmi5 profile; pure."""

from courses.xapi import vocabulary as xapi

CONTEXT = "https://w3id.org/xapi/cmi5/context/extensions"
SESSION = f"{CONTEXT}/sessionid"
MASTERY_SCORE = f"{CONTEXT}/masteryscore"
LAUNCH_MODE = f"{CONTEXT}/launchmode"
LAUNCH_URL = f"{CONTEXT}/launchurl"
LAUNCH_PARAMETERS = f"{CONTEXT}/launchparameters"
MOVE_ON = f"{CONTEXT}/moveon"
REASON = "https://w3id.org/xapi/cmi5/result/extensions/reason"
CMI5_CATEGORY = "https://w3id.org/xapi/cmi5/context/categories/cmi5"
MOVE_ON_CATEGORY = "https://w3id.org/xapi/cmi5/context/categories/moveon"
BLOCK = "https://w3id.org/xapi/cmi5/activitytype/block"
COURSE = "https://w3id.org/xapi/cmi5/activitytype/course"

NORMAL, BROWSE, REVIEW = "Normal", "Browse", "Review"
MODES = (NORMAL, BROWSE, REVIEW)
# Reasons of section 9.5.5.2.
TESTED_OUT, EQUIVALENT, ADMINISTRATIVE = "Tested Out", "Equivalent AU", "Administrative"
REASONS = (TESTED_OUT, EQUIVALENT, ADMINISTRATIVE)

INITIALIZED, TERMINATED = xapi.INITIALIZED.iri, xapi.TERMINATED.iri
COMPLETED, PASSED, FAILED = xapi.COMPLETED.iri, xapi.PASSED.iri, xapi.FAILED.iri
VOIDED = xapi.VOIDED.iri
ABANDONED, WAIVED, SATISFIED = xapi.ABANDONED.iri, xapi.WAIVED.iri, xapi.SATISFIED.iri
