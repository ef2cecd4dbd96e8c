"""Background work of the messages."""

from django_tasks import task

from campus.kit import dates
from members.messages.delivery import deliver_message


@task(backend="jobs", queue_name="mail")
def deliver(message_id: int) -> None:
    """Send one message; after a failure, try again later."""
    wait = deliver_message(message_id=message_id)
    if wait is not None:
        deliver.using(run_after=dates.now() + wait).enqueue(message_id=message_id)
