"""Stripe's webhook."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from campus.kit.after_commit import enqueue
from campus.kit.errors import DomainError
from members.billing import services, tasks


@csrf_exempt
@require_POST
def webhook(request: HttpRequest) -> HttpResponse:
    """Store a genuine event and answer at once; a task then asks Stripe what is there now."""
    try:
        event = services.receive_event(
            payload=request.body, signature=request.headers.get("Stripe-Signature", "")
        )
    except DomainError as error:
        return HttpResponse(str(error), status=error.status, content_type="text/plain")
    if event:
        enqueue(tasks.handle_stripe_event, event_id=event.pk)
    return HttpResponse(status=200)
