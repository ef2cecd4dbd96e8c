"""System checks: settings that contradict one another are found before anybody notices."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning
from django.utils.module_loading import import_string
from django_tasks.base import Task

from campus.operations.schedule import JOBS

FACTOR_CHOICES = ("offered", "required")


def check_settings(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Return every contradiction in the settings."""
    return [*_second_factor(), *_addresses(), *_payments(), *_background_work(), *_proxy()]


def check_schedule(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Return every job of the timetable whose task does not exist."""
    return [
        Error(
            f'The job "{job.name}" names {job.task}, which is no task.',
            hint="Correct the path in campus/operations/schedule.py.",
            id="operations.E010",
        )
        for job in JOBS
        if not _is_task(job.task)
    ]


def _is_task(path: str) -> bool:
    try:
        return isinstance(import_string(path), Task)
    except ImportError:
        return False


def _second_factor() -> Iterator[CheckMessage]:
    if settings.KC_MFA_FOR_STAFF not in FACTOR_CHOICES:
        yield Error(
            f'KC_MFA_FOR_STAFF is "{settings.KC_MFA_FOR_STAFF}".',
            hint='Set it to "offered" or "required".',
            id="operations.E001",
        )


def _addresses() -> Iterator[CheckMessage]:
    if settings.SESSION_COOKIE_SECURE and urlsplit(settings.KC_BASE_URL).scheme != "https":
        yield Error(
            "KC_BASE_URL does not begin with https, but cookies are only sent over HTTPS.",
            hint="Nobody could sign in. Set KC_BASE_URL to the public https address.",
            id="operations.E002",
        )
    for name in ("KC_BASE_URL", "KC_XAPI_HOME_PAGE"):
        address = urlsplit(getattr(settings, name))
        if address.scheme not in ("http", "https") or not address.netloc:
            yield Error(
                f"{name} is not a complete web address.",
                hint="Write it with https:// and the host name.",
                id="operations.E003",
            )


def _payments() -> Iterator[CheckMessage]:
    if settings.STRIPE_SECRET_KEY and not settings.STRIPE_WEBHOOK_SECRET:
        yield Error(
            "STRIPE_SECRET_KEY is set without STRIPE_WEBHOOK_SECRET.",
            hint="Card payments would be taken but never booked. Set both or neither.",
            id="operations.E004",
        )


def _background_work() -> Iterator[CheckMessage]:
    if "jobs" not in settings.TASKS:
        yield Error(
            'TASKS has no backend named "jobs".',
            hint="The rooms put their background work there.",
            id="operations.E005",
        )


def _proxy() -> Iterator[CheckMessage]:
    trusts_header = getattr(settings, "SECURE_PROXY_SSL_HEADER", None)
    if trusts_header and not settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        yield Warning(
            "A proxy is trusted for HTTPS, but KC_TRUSTED_PROXIES is 0.",
            hint="All visitors would share one rate limit for sign-ins. Set it to 1 behind nginx.",
            id="operations.W001",
        )
