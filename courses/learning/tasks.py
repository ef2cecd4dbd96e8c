"""Background work of learning."""

from django_tasks import task

from courses.learning import announcing, projection


@task(backend="jobs")
def project_pending() -> int:
    """Fold what is still pending and announce what was not announced; return how many folded."""
    folded = projection.project_pending()
    announcing.announce_forgotten()
    return folded
