"""Settings that contradict one another are named."""

from typing import Any

import pytest
from django.core.checks import run_checks

from campus.operations import checks
from campus.operations.schedule import Job


def found() -> set[str]:
    """Return the identifiers of what the checks say."""
    return {message.id for message in checks.check_settings(None)}


def test_settings_of_the_tests_are_sound() -> None:
    assert found() == set()
    assert run_checks() == []


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"KC_MFA_FOR_STAFF": "sometimes"}, "operations.E001"),
        ({"SESSION_COOKIE_SECURE": True, "KC_BASE_URL": "http://a.example"}, "operations.E002"),
        ({"KC_BASE_URL": "a.example"}, "operations.E003"),
        ({"KC_XAPI_HOME_PAGE": "a.example"}, "operations.E003"),
        ({"STRIPE_SECRET_KEY": "key"}, "operations.E004"),
        ({"TASKS": {}}, "operations.E005"),
        ({"SECURE_PROXY_SSL_HEADER": ("HTTP_X", "https")}, "operations.W001"),
    ],
)
def test_contradiction_is_found(settings, values: dict[str, Any], expected: str) -> None:
    for name, value in values.items():
        setattr(settings, name, value)
    assert found() == {expected}


def test_both_payment_keys_are_sound(settings) -> None:
    settings.STRIPE_SECRET_KEY = settings.STRIPE_WEBHOOK_SECRET = "key"
    assert found() == set()


@pytest.mark.parametrize("path", ["campus.nowhere.task", "campus.operations.services.tick"])
def test_job_without_task_is_found(monkeypatch, path: str) -> None:
    monkeypatch.setattr(checks, "JOBS", [Job("lost", "* * * * *", path)])
    assert [message.id for message in checks.check_schedule(None)] == ["operations.E010"]
