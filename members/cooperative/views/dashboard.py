"""The office's start page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from campus.kit import dates
from campus.kit.access import allowed
from members.accounts.requests import SignedInRequest
from members.cooperative import rules, selectors
from members.cooperative.next_steps import next_steps


@allowed(rules.can_read)
@require_GET
def dashboard(request: SignedInRequest) -> HttpResponse:
    """Show what is to be done and how the cooperative stands."""
    today = dates.today()
    charged, contributions = selectors.contribution_totals(today.year)
    context = {
        "today": today,
        "steps": next_steps(today),
        "members": selectors.members_on(today).count(),
        "applications": selectors.open_applications()[:5],
        "open_shares": selectors.open_share_amount(today),
        "charged": charged,
        "contributions": contributions,
        "may_write": rules.can_write(request.user),
    }
    return render(request, "cooperative/dashboard.html", context)
