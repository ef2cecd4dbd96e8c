"""Background work of documents."""

from django.db.models import Exists, OuterRef
from django_tasks import task

from courses.certificates import services
from courses.certificates.models import Certificate
from courses.learning import selectors as learning
from courses.learning.milestones import Milestone


@task(backend="jobs")
def issue_missing() -> int:
    """Issue what a crash has left out, or what older seats have earned; returns how many."""
    registrations = set()
    for milestone in Milestone:
        held = Certificate.objects.filter(enrolment=OuterRef("enrolment"), kind=milestone.value)
        waiting = learning.with_milestone(milestone).exclude(Exists(held))
        registrations |= set(waiting.values_list("enrolment__registration", flat=True))
    return sum(len(services.issue(registration=one)) for one in sorted(registrations))
