"""Background work of the cadastre."""

from django_tasks import task

from courses.cadastre import news


@task(backend="jobs")
def tell_adopters(version_id: int) -> int:
    """Tell who has adopted an entry that there is a newer version; may run twice."""
    return news.tell_adopters(version_id)
