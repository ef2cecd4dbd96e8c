"""The address at which a unit fetches its credential (cmi5 section 8.2)."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from courses.cmi5 import services, tokens

# Units lie on hosts of all kinds. The address itself is the secret; cookies play no part in it.
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "POST, OPTIONS",
    "Access-Control-Allow-Headers": "Content-Type",
    "Access-Control-Max-Age": "86400",
    "Cache-Control": "no-store",
}
# In English: programs read them.
SENTENCES = {
    services.USED: "The credential of this session was handed out already.",
    services.SECURITY: "This address is unknown or has ended. Launch the unit again.",
}


@csrf_exempt
@require_http_methods(["POST", "OPTIONS"])
def fetch(request: HttpRequest, token: str) -> HttpResponse:
    """Hand out the credential once; 8.2.2.0-3: errors answer with 200, too."""
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers=CORS)
    found = services.fetch(session_id=tokens.read(token))
    if found.error:
        answer = {"error-code": found.error, "error-text": SENTENCES[found.error]}
        return JsonResponse(answer, headers=CORS)
    return JsonResponse({"auth-token": found.credential}, headers=CORS)
