"""Processes that live and die together."""

import os
import signal
import socket
import sys
import threading
import time

import pytest
from django.core.management import CommandError, call_command

from campus.operations import supervisor as module
from campus.operations.ports import is_free, taken_sentence
from campus.operations.supervisor import Child, Supervisor

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
FAIL = [sys.executable, "-c", "raise SystemExit(3)"]


def stop_soon(number: int, seconds: float = 0.8) -> None:
    """Send this process a signal in a moment, as Ctrl-C does; only once the handlers stand."""
    threading.Timer(seconds, os.kill, (os.getpid(), number)).start()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stop_ends_all_children(number: int) -> None:
    children = [Child("one", SLEEP), Child("two", SLEEP)]
    assert Supervisor(children, say=print).run(on_start=lambda: stop_soon(number)) is True
    assert not any(child.is_running() for child in children)


def test_child_that_does_not_start_ends_the_others() -> None:
    said: list[str] = []
    children = [Child("web server", SLEEP), Child("worker", FAIL)]
    assert Supervisor(children, say=said.append).run() is False
    assert said == ["The worker could not be started; see its message above."]
    assert not children[0].is_running()


def test_child_that_dies_later_is_started_again(monkeypatch) -> None:
    monkeypatch.setattr(module, "SETTLED_SECONDS", 0)
    said: list[str] = []
    child = Child("worker", SLEEP)

    def kill_then_stop() -> None:
        threading.Timer(0.5, lambda: child.process and child.process.kill()).start()
        stop_soon(signal.SIGINT, 2.0)

    assert Supervisor([child], say=said.append).run(on_start=kill_then_stop) is True
    assert said == ["The worker has ended unexpectedly and is started again."]


def test_child_that_ignores_the_request_is_killed(monkeypatch) -> None:
    monkeypatch.setattr(module, "PATIENCE_SECONDS", 1)
    stubborn = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
    child = Child("worker", [sys.executable, "-c", stubborn])
    started = time.monotonic()
    Supervisor([child], say=print).run(on_start=lambda: stop_soon(signal.SIGINT, 1.5))
    assert not child.is_running()
    assert time.monotonic() - started < 10


def test_handlers_are_put_back() -> None:
    before = signal.getsignal(signal.SIGINT)
    Supervisor([Child("worker", FAIL)], say=print).run()
    assert signal.getsignal(signal.SIGINT) is before


def test_serve_on_a_taken_port_says_what_to_do() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not is_free(port)
        with pytest.raises(CommandError) as caught:
            call_command("serve", port=port)
    assert str(caught.value) == taken_sentence(port)
    assert f"make demo PORT={port + 1}" in str(caught.value)
    assert is_free(port)
