"""Background work: hand seats over when the time of undoing is over. All may run twice."""

from uuid import UUID

from django_tasks import task

from courses.bookings import services


@task(backend="jobs")
def hand_over(reference: str) -> int:
    """Hand the seats of a booking over and tell everybody."""
    return services.hand_over(reference=UUID(reference))


@task(backend="jobs")
def go_on() -> int:
    """Hand over what was forgotten when a worker was stopped."""
    found = services.left_over()
    for reference in found:
        services.hand_over(reference=reference)
    return len(found)
