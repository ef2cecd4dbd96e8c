"""The preview beside the editor takes answers: they are scored, shown, and stored nowhere."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.snippets.views.snippets import PreviewOnCreateView, PreviewOnEditView

from courses.modules.questions.sent import read_sent

# Tells answers from the form of the editor, which Wagtail sends to the same address.
ANSWERS = "answers"


class TakesAnswers:
    """Mix-in for previews: a form of answers is answered with the page that shows their marks."""

    request: HttpRequest

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the preview with the marks, or keep the editor's form for it as Wagtail does."""
        if ANSWERS in request.POST:
            shown: HttpResponse = self.get(request, *args, **kwargs)  # type: ignore[attr-defined]
            return shown
        kept: HttpResponse = super().post(request, *args, **kwargs)  # type: ignore[misc]
        return kept

    def get_extra_request_attrs(self) -> dict[str, Any]:
        """Hand the answers to the preview, and the address to which they are sent."""
        attrs: dict[str, Any] = super().get_extra_request_attrs()  # type: ignore[misc]
        sent = self.request.POST
        return {
            **attrs,
            "tried_at": self.request.get_full_path(),
            "tried": read_sent(sent, sent.getlist),
        }


class TryOnEditView(TakesAnswers, PreviewOnEditView):
    """The preview of a stored lesson."""


class TryOnCreateView(TakesAnswers, PreviewOnCreateView):
    """The preview of a lesson that has not been stored yet."""
