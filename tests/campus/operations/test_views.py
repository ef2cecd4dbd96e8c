"""What monitoring sees."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.test import Client

from campus.kit import dates
from campus.operations import selectors
from campus.operations.models import Heartbeat
from campus.operations.services import tick


def test_healthz_answers_without_the_database(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_readyz_in_a_whole_installation_is_ready(client: Client) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {
        "ready": True,
        "database": True,
        "migrations": True,
        "cache": True,
        "worker_seen_seconds_ago": None,
        "clock_seen_seconds_ago": None,
        "waiting_jobs": 0,
    }


@pytest.mark.django_db
def test_readyz_reports_a_sleeping_worker_without_failing(client: Client) -> None:
    Heartbeat.objects.create(name="worker", seen_at=dates.now() - dt.timedelta(hours=2))
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["worker_seen_seconds_ago"] in range(7200, 7260)


@pytest.mark.django_db
def test_readyz_with_an_unapplied_migration_is_not_ready(client: Client, monkeypatch) -> None:
    monkeypatch.setattr(selectors, "migrations_are_applied", lambda: False)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["ready"] is False


def test_readyz_without_database_is_not_ready(client: Client, monkeypatch) -> None:
    class Away:
        def cursor(self):
            raise OperationalError("away")

    monkeypatch.setattr(selectors, "connection", Away())
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["database"] is False


@pytest.mark.django_db(transaction=True)
def test_worker_leaves_its_sign_of_life(client: Client) -> None:
    now = dates.now()
    tick(now=now)
    tick(now=now + dt.timedelta(minutes=2))
    call_command("db_worker", "--backend=jobs", "--queue-name=*", "--batch", verbosity=0)
    assert client.get("/readyz").json()["worker_seen_seconds_ago"] is not None


def test_healthz_takes_no_post(client: Client) -> None:
    assert client.post("/healthz").status_code == 405
