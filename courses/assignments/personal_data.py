"""What an employer has asked of a person; what was fulfilled stays as the employer's proof."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campus.kit import dates
from campus.kit.personal_data import Eraser, Erasing, Holding, Subject, forget_with, hold
from courses.assignments.models import Exemption, Period


def obligations(subject: Subject) -> Iterator[dict[str, Any]]:
    """Yield the turns of obligations, the oldest first, as human resources see them."""
    rows = Period.objects.filter(employment__person_id=subject.person_id).order_by("pk")
    for one in (
        rows.select_related("obligation__course", "obligation__municipality", "proof_file")
        .prefetch_related("former_days")
        .defer("proof_file__content")
    ):
        yield {
            "course": one.obligation.name,
            "municipality": one.obligation.municipality.name,
            "legal_basis": one.obligation.legal_basis,
            "assigned_on": one.assigned_on,
            "due_on": one.due_on,
            "fulfilled_on": one.fulfilled_on,
            "valid_until": one.valid_until,
            "version": one.version_number,
            "exempt": one.exempt,
            "opens_on": one.opens_on,
            "temporary_until": one.temporary_until,
            "source": one.source,
            "document": getattr(getattr(one, "proof_file", None), "name", ""),
            "revoked_on": one.revoked_on,
            "revoked_reason": one.revoked_reason,
            "archived_on": one.archived_on,
            "former_days": [
                {"due_on": days.due_on, "before": days.replaced_on}
                for days in one.former_days.all()
            ],
        }


def exemptions(subject: Subject) -> Iterator[dict[str, Any]]:
    """Yield the days on which nobody asked the person to learn; there is no reason to yield."""
    rows = Exemption.objects.filter(employment__person_id=subject.person_id).order_by("pk")
    for one in rows.select_related("employment__municipality"):
        yield {
            "municipality": one.employment.municipality.name,
            "from": one.begins_on,
            "until": one.ends_on,
        }


def forget(case: Erasing) -> int:
    """Delete what a former employer still waits for; a proof stays, and needs the name."""
    rows = Period.objects.filter(employment__person_id=case.subject.person_id)
    is_former = Q(employment__valid_until__lt=dates.today())
    count = rows.filter(is_former, fulfilled_on=None).delete()[0]
    pauses = Exemption.objects.filter(employment__person_id=case.subject.person_id)
    count += pauses.filter(is_former).delete()[0]
    case.keep_name = case.keep_name or rows.filter(fulfilled_on__isnull=False).exists()
    return count


hold(
    Holding(
        "obligations",
        _("Your obligatory courses"),
        obligations,
        {
            "course": _("Course"),
            "due_on": _("Due on"),
            "fulfilled_on": _("Fulfilled on"),
            "valid_until": _("Valid until"),
        },
        order=90,
    )
)
hold(
    Holding(
        "exemptions",
        _("Times without obligations"),
        exemptions,
        {"from": _("From"), "until": _("Until")},
        order=91,
    )
)
forget_with(Eraser("obligations", forget, order=20))
