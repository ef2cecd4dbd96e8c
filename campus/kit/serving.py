"""Files on this machine's disk, whole or in part: no browser jumps within a film otherwise."""

from pathlib import Path

from django.http import HttpRequest, HttpResponseBase
from whitenoise.middleware import WhiteNoiseFileResponse
from whitenoise.responders import StaticFile

AN_HOUR = "private, max-age=3600"


def serve_file(request: HttpRequest, path: str | Path, kind: str) -> HttpResponseBase:
    """Answer with a file. Raises FileNotFoundError where there is none."""
    if not Path(path).is_file():
        raise FileNotFoundError(path)
    headers = [("Content-Type", kind), ("Cache-Control", AN_HOUR)]
    answer = StaticFile(str(path), headers).get_response(request.method, request.META)
    response: HttpResponseBase = WhiteNoiseFileResponse(
        answer.file or (), status=int(answer.status)
    )
    del response["Content-Type"]
    for name, value in answer.headers:
        response[name] = value
    return response
