"""Background work of billing: each task loads by key and calls one service."""

from django.contrib.auth import get_user_model
from django_tasks import task

from members.billing import services
from members.billing.models import InvoiceRun, StripeEvent
from members.billing.services.runs import stop_run


@task(backend="jobs")
def draft_run(run_id: int) -> None:
    """Draft the invoices of a run; a breakdown is noted on the run and reported."""
    run = InvoiceRun.objects.get(pk=run_id)
    try:
        services.draft_run(run=run)
    except Exception as error:
        stop_run(run=run, reason=type(error).__name__)
        raise


@task(backend="jobs")
def issue_run(run_id: int, user_id: int | None = None) -> None:
    """Issue the drafts of a run."""
    run = InvoiceRun.objects.get(pk=run_id)
    by = get_user_model().objects.filter(pk=user_id).first() if user_id else None
    try:
        services.issue_run(run=run, by=by)
    except Exception as error:
        stop_run(run=run, reason=type(error).__name__)
        raise


@task(backend="jobs")
def handle_stripe_event(event_id: str) -> None:
    """Look at Stripe what an event is about and act on what is there now."""
    services.handle_event(event=StripeEvent.objects.get(pk=event_id))
