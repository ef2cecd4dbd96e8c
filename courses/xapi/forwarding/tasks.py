"""Background work of forwarding."""

from django_tasks import task

from courses.xapi.forwarding import services

# Less than the minute between two runs: mail waits for the same worker.
SECONDS = 30


@task(backend="jobs")
def forward() -> int:
    """Send external record stores what waits for them; return how many statements went."""
    return services.forward(seconds=SECONDS)
