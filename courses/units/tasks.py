"""What is told after an offer, and after a decision."""

from django_tasks import task

from courses.units import news


@task(backend="jobs")
def tell_about(donation: int) -> None:
    """Tell the office of an offer, or the municipality of a decision; nobody twice."""
    news.tell_about(donation)
