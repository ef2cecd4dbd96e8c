"""What a demo holds, by natural keys: two loads of the same day give the same."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.apps import apps

# Model → fields that name a row without keys of the database or random numbers.
NATURAL_KEYS: dict[str, tuple[str, ...]] = {
    "organisations.Municipality": ("ars", "name", "active"),
    "organisations.Provider": ("slug", "name"),
    "people.Department": ("municipality__ars", "name", "parent__name", "cost_centre"),
    "people.Employment": (
        "municipality__ars",
        "personnel_number",
        "person__first_name",
        "person__last_name",
        "department__name",
        "valid_from",
    ),
    "roles.Grant": ("user__email", "role", "municipality__ars", "provider__slug"),
    "catalogue.CoursePage": ("slug", "title", "minutes"),
    "modules.Item": ("unit__version__module__course__slug", "unit__title", "position", "title"),
    "enrolment.Offer": ("course__slug", "per", "price", "active", "is_limited"),
    "enrolment.Discount": ("course__slug", "first_day", "percent", "seats", "used"),
    "enrolment.FlatTerm": ("course__slug", "municipality__ars", "first_day", "seats"),
    "enrolment.Enrolment": (
        "offer__course__slug",
        "employment__municipality__ars",
        "employment__personnel_number",
        "confirmed_at",
        "state",
    ),
    "learning.Progress": (
        "enrolment__offer__course__slug",
        "enrolment__employment__municipality__ars",
        "enrolment__employment__personnel_number",
        "percent",
        "completed_at",
        "score_scaled",
    ),
    "certificates.Certificate": ("kind", "course_title", "holder_name", "completed_on"),
    "pathways.PathVersion": ("title", "number"),
    "pathways.Evidence": ("title", "state", "completed_on"),
    "competences.Assessment": ("framework__name", "role", "finished_at"),
    "assignments.Period": (
        "obligation__course__slug",
        "employment__personnel_number",
        "due_on",
        "fulfilled_on",
    ),
    "cooperative.Charge": ("kind", "municipality__ars", "description", "net", "service_from"),
    "billing.Invoice": ("number", "issued_on", "municipality__ars", "gross"),
    "reports.MonthlyFigure": ("month", "municipality__ars", "course__slug", "enrolments"),
}


def fingerprint() -> dict[str, dict[str, Any]]:
    """Return the number of rows of each model and a digest of their natural keys."""
    return {label: _digest(label, fields) for label, fields in NATURAL_KEYS.items()}


def _digest(label: str, fields: Iterable[str]) -> dict[str, Any]:
    rows = apps.get_model(label).objects.order_by().values_list(*fields)
    lines = sorted("\x1f".join(str(value) for value in row) for row in rows)
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    return {"rows": len(lines), "digest": digest}
