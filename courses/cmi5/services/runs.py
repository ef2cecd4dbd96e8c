"""Begin a cmi5 course: on a seat, or as a trial."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from campus.kit import dates
from courses.cmi5.core.moveon import ROOT
from courses.cmi5.launches import unlaunched
from courses.cmi5.models import Run
from courses.cmi5.services.stating import locked, settle

if TYPE_CHECKING:
    from courses.enrolment.models import Enrolment
    from courses.packages.models import Package
    from members.accounts.models import User


@transaction.atomic
def run_on_seat(*, enrolment: "Enrolment", item_key: UUID, package: "Package") -> Run:
    """Return the learner's way through an item of the course; it begins at the first call."""
    run, is_new = Run.objects.get_or_create(
        enrolment=enrolment,
        item_key=item_key,
        defaults={"package": package, "registration": enrolment.registration},
    )
    return _registered(run) if is_new else run


@transaction.atomic
def try_out(*, package: "Package", by: "User") -> Run:
    """Begin a trial, under a registration and an account of its own."""
    return _registered(Run.objects.create(package=package, tried_by=by))


def _registered(run: Run) -> Run:
    """9.6.1.1-3: what asks for nothing is satisfied at the moment of registration."""
    run = locked(pk=run.pk)
    course = {"id": run.package.structure["id"]}
    settle(run, unlaunched(run, course, ROOT), dates.now())
    return run
