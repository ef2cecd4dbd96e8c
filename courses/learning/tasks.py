"""Background work of learning."""

from django_tasks import task

from courses.learning import announcing, services, sweeping


@task(backend="jobs")
def project_pending() -> int:
    """Fold what is still pending and announce what was not announced; return how many folded."""
    folded = sweeping.project_pending()
    announcing.announce_forgotten()
    return folded


@task(backend="jobs")
def close_overdue() -> int:
    """Hand in the tests whose time is up; return how many."""
    return services.close_overdue()
