"""A transport for the Stripe client that answers from memory; lives in tests only.

It refuses paths it does not know and parameters that the stripe package's own types do not name,
and it honours idempotency keys, so that a wrong call fails here and not at Stripe.
"""

import json
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import stripe
from stripe.params.checkout import SessionCreateParams

SESSIONS = "/v1/checkout/sessions"
REQUEST_OPTIONS = {"api_key", "stripe_version", "idempotency_key", "headers"}
ALLOWED = set(SessionCreateParams.__annotations__) - REQUEST_OPTIONS


class MemoryTransport(stripe.HTTPClient):
    """Keeps checkout sessions and answers as Stripe does."""

    name = "memory"

    def __init__(self) -> None:
        super().__init__()
        self.sessions: dict[str, dict[str, Any]] = {}
        self.by_key: dict[str, str] = {}
        self.versions: set[str] = set()
        self.is_down = False

    def request(self, method: str, url: str, headers: Any, post_data: Any = None, **kwargs: Any):
        """Answer one request with body, status and headers."""
        if self.is_down:
            raise stripe.APIConnectionError("The network is gone.")
        self.versions.add(headers["Stripe-Version"])
        path = urlsplit(url).path
        if method.upper() == "POST" and path == SESSIONS:
            return self._answer(self._create(dict(parse_qsl(post_data or "")), headers))
        key = path.removeprefix(f"{SESSIONS}/")
        if method.upper() == "GET" and key in self.sessions:
            return self._answer(self.sessions[key])
        raise AssertionError(f"Unknown request: {method} {path}")

    def _create(self, data: dict[str, str], headers: Any) -> dict[str, Any]:
        unknown = {name.split("[")[0] for name in data} - ALLOWED
        if unknown:
            raise AssertionError(f"Unknown parameters: {sorted(unknown)}")
        idempotency_key = headers["Idempotency-Key"]
        if idempotency_key not in self.by_key:
            key = f"cs_test_{len(self.sessions) + 1}"
            amount = int(data["line_items[0][price_data][unit_amount]"])
            self.sessions[key] = {
                "id": key,
                "object": "checkout.session",
                "url": f"https://checkout.stripe.com/c/pay/{key}",
                "payment_status": "unpaid",
                "status": "open",
                "amount_total": amount,
                "payment_intent": None,
                "client_reference_id": data["client_reference_id"],
            }
            self.by_key[idempotency_key] = key
        return self.sessions[self.by_key[idempotency_key]]

    def pay(self, key: str) -> None:
        """Let the payer pay."""
        self.sessions[key].update(
            payment_status="paid", status="complete", payment_intent=f"pi_{key}"
        )

    @staticmethod
    def _answer(body: dict[str, Any]) -> tuple[str, int, dict[str, str]]:
        return json.dumps(body), 200, {"Request-Id": "req_1"}

    def close(self) -> None:
        """There is nothing to close."""
