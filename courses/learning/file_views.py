"""Documents that lessons show on the page; each is shut off from the platform around it."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponseBase
from django.views.decorators.http import require_safe

from courses.modules import rules as studio
from courses.modules import selectors as modules
from members.accounts.requests import SignedInRequest

KINDS = {"pdf": "application/pdf", "html": "text/html; charset=utf-8"}
# A page of one's own may bring its script, yet it runs in a world of its own: no cookies, no
# session, no address of ours. Firefox and Chrome show no PDF in such a frame; it runs no script.
POLICIES = {
    "pdf": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
    "html": (
        "sandbox allow-scripts; default-src 'none'; img-src data:; font-src data:; "
        "style-src 'unsafe-inline'; script-src 'unsafe-inline'; frame-ancestors 'self'"
    ),
}


@login_required
@require_safe
def document(request: SignedInRequest, document: int) -> HttpResponseBase:
    """Answer with a document that a published lesson shows; authors see theirs before, too."""
    found = modules.shown_document(document, with_drafts=studio.may_teach(request.user))
    kind = found.file_extension.lower() if found else ""
    if found is None or kind not in KINDS:
        raise Http404
    answer = FileResponse(found.file.open("rb"), content_type=KINDS[kind], filename=found.filename)
    answer["Content-Security-Policy"] = POLICIES[kind]
    answer["Cache-Control"] = "private, max-age=3600"
    return answer
