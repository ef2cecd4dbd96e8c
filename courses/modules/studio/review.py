"""Approval by the editors: what is approved is published, so it has to be complete."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.snippets.views.snippets import WorkflowActionView

from campus.kit.errors import DomainError
from courses.modules.services import check_complete


class ReviewView(WorkflowActionView):
    """Approve a lesson or ask for changes, without opening its form."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse to approve what was stored as a draft with something missing."""
        if self.action_name == "approve":
            try:
                # Wagtail publishes the newest draft, also one stored after the submission.
                check_complete(lesson=self.object.get_latest_revision_as_object())
            except DomainError as error:
                messages.error(request, str(error))
                return self._back(request)
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer

    def _back(self, request: HttpRequest) -> HttpResponse:
        """Lead back to where the review was begun, also from Wagtail's window."""
        if request.headers.get("x-requested-with") != "XMLHttpRequest":
            return redirect(self.redirect_url)
        step = {"step": "success", "redirect": self.redirect_url}
        answer: HttpResponse = self.render_modal_json(request, step)
        return answer
