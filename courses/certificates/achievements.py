"""The name of an achievement: what was taught, by whom, and what had to be reached; pure."""

import json
import uuid
from collections.abc import Mapping
from typing import Any

SPACE = uuid.UUID("6f4c1c1e-3f0e-5c7b-9a57-3a2f6a1f0c55")
FACTS = (
    "course_title",
    "provider_name",
    "version_number",
    "minutes",
    "contents",
    "threshold_percent",
)


def achievement_key(kind: str, facts: Mapping[str, Any]) -> uuid.UUID:
    """Return the same key for documents that state the same about what was learnt."""
    stated = [kind, *(facts[name] for name in FACTS)]
    return uuid.uuid5(SPACE, json.dumps(stated, ensure_ascii=False))
