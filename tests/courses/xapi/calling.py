"""A client of the record store for tests: sends version and credentials, reads JSON."""

import base64
import json
from typing import Any
from urllib.parse import urlencode

from django.test import Client as HttpClient

from courses.xapi.models import Client
from tests.factories.xapi import SECRET, ClientFactory


def basic(client: Client, secret: str = SECRET) -> str:
    """Return the Authorization header of a client."""
    return "Basic " + base64.b64encode(f"{client.key}:{secret}".encode()).decode()


class Caller:
    """Calls resources under /xapi/ as a client with the given scopes."""

    def __init__(self, *scopes: str, version: str = "2.0.0", **fields: Any) -> None:
        self.client = ClientFactory(scopes=list(scopes or ["all"]), **fields)
        self.version = version
        self.http = HttpClient(raise_request_exception=True)

    def call(self, method: str, resource: str, body: Any = b"", **options: Any) -> Any:
        """Send a request; a body that is no bytes is sent as JSON."""
        headers = {
            "Authorization": basic(self.client),
            "X-Experience-API-Version": self.version,
            **options.get("headers", {}),
        }
        content_type = options.get("content_type", "application/json")
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        query = urlencode(options.get("params", {}))
        path = resource if resource.startswith("/") else f"/xapi/{resource}"
        return self.http.generic(
            method,
            f"{path}?{query}" if query else path,
            data,
            content_type,
            headers={name: value for name, value in headers.items() if value is not None},
        )

    def get(self, resource: str, **params: Any) -> Any:
        """Get a resource."""
        return self.call("GET", resource, params=_as_text(params))

    def post(self, resource: str, body: Any, **params: Any) -> Any:
        """Post JSON."""
        return self.call("POST", resource, body, params=_as_text(params))

    def put(self, resource: str, body: Any, **params: Any) -> Any:
        """Put JSON."""
        return self.call("PUT", resource, body, params=_as_text(params))

    def delete(self, resource: str, **params: Any) -> Any:
        """Delete a resource."""
        return self.call("DELETE", resource, params=_as_text(params))

    def store(self, *statements: dict[str, Any]) -> list[str]:
        """Store statements and return their ids."""
        response = self.post("statements", list(statements))
        assert response.status_code == 200, response.content
        ids: list[str] = response.json()
        return ids

    def ids(self, **params: Any) -> list[str]:
        """Return the ids of the statements that a list holds."""
        response = self.get("statements", **params)
        assert response.status_code == 200, response.content
        return [each["id"] for each in response.json()["statements"]]


def _as_text(params: dict[str, Any]) -> dict[str, str]:
    return {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in params.items()
    }
