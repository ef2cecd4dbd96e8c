"""Background work of certificates."""

from django_tasks import task

from courses.certificates import services
from courses.certificates.models import Certificate
from courses.learning import selectors as learning


@task(backend="jobs")
def issue_missing() -> int:
    """Issue what a crash between completion and its news has left out; returns how many."""
    done = Certificate.objects.values_list("enrolment__registration", flat=True)
    missing = learning.completed_registrations().exclude(enrolment__registration__in=done)
    registrations = list(missing.values_list("enrolment__registration", flat=True))
    for registration in registrations:
        services.issue(registration=registration)
    return len(registrations)
