"""What all tests share; the parts are in `tests/support`."""

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils.translation.reloader import translation_file_changed
from factory.django import DjangoModelFactory
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from campus.operations.translations.catalogues import compile_stale
from courses.catalogue import shelf
from courses.xapi.credentials import forget_clients
from courses.xapi.writing.memory import forget as forget_definitions
from tests.support.chromium import find_chromium, launch_arguments
from tests.support.wagtail_tasks import waking

FACTORIES = Path(__file__).parent / "factories"
# Rules and walks over all addresses; the same pages are asked by the tests of their rooms.
ARCHITECTURE = Path(__file__).parent / "architecture"

pytest_plugins = [
    "tests.support.clock",
    "tests.support.database",
    "tests.support.network",
    # Only factories that define fixtures have to be plugins.
    *sorted(
        f"tests.factories.{path.stem}"
        for path in FACTORIES.glob("*.py")
        if "@pytest.fixture" in path.read_text(encoding="utf-8")
    ),
]

ON_CI = os.environ.get("CI") == "true"
hypothesis_settings.register_profile(
    "local", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.register_profile(
    "ci", hypothesis_settings.get_profile("local"), derandomize=True
)
hypothesis_settings.load_profile("ci" if ON_CI else "local")

# Playwright keeps an event loop in the thread of the tests; the ORM there is not asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_configure(config: Any) -> None:
    """Let the tests speak the German of the PO files as they are now."""
    if not hasattr(config, "workerinput"):
        compile_stale()
    # Forget what Django has read while it started, as its development server does.
    translation_file_changed(None, Path("django.mo"))


# What takes minutes begins first.
LONGEST = [
    ARCHITECTURE.parent / "browser" / "test_states.py",
    ARCHITECTURE.parent / "browser",
    ARCHITECTURE.parent / "campus" / "demo" / "test_load.py",
    ARCHITECTURE / "permission_matrix",
    ARCHITECTURE / "admin_scoping",
    ARCHITECTURE.parent / "courses" / "xapi" / "forwarding",
]

DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}


def depends_on_the_database(item: Any) -> bool:
    """Tell whether a test can go otherwise on another database: who has none cannot."""
    if item.path.is_relative_to(ARCHITECTURE):
        return False
    has_one = item.get_closest_marker("django_db") or DATABASE_FIXTURES & set(item.fixturenames)
    return bool(has_one)


def place_of(item: Any) -> int:
    """Return the place of a test's file among those that take longest."""
    places = (place for place, path in enumerate(LONGEST) if item.path.is_relative_to(path))
    return next(places, len(LONGEST))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: Any, items: list[Any]) -> None:
    """Give a browser test on CI a second try; leave out PostgreSQL's own tests on SQLite.

    What no database can change is marked to run once; what takes longest begins first.
    """
    items.sort(key=place_of)
    for item in items:
        has_its_place = item.get_closest_marker("browser") or item.get_closest_marker("postgres")
        if not has_its_place and not depends_on_the_database(item):
            item.add_marker(pytest.mark.once)
    if ON_CI:
        second_try = pytest.mark.flaky(reruns=1, reruns_delay=1)
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(second_try)
    if connection.vendor == "postgresql":
        return
    left_out = [item for item in items if item.get_closest_marker("postgres")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("postgres")]


def pytest_collection_finish() -> None:
    """Spare the collector what lives until the end anyway: a twelfth of the run's time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


@pytest.fixture(scope="session", autouse=True)
def scratch_media(tmp_path_factory: Any) -> Any:
    """Keep uploaded files in a folder that pytest clears."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "MEDIA_ROOT", tmp_path_factory.mktemp("media"))
        patch.setattr(settings, "KC_UPLOAD_DIR", tmp_path_factory.mktemp("uploads"))
        yield
        shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


def subclasses(kind: type) -> Iterator[Any]:
    """Yield every class below one, at any depth."""
    for each in kind.__subclasses__():
        yield each
        yield from subclasses(each)


@pytest.fixture(scope="module", autouse=True)
def same_numbers_in_every_run() -> None:
    """Number the examples of each file from 1000, whatever ran before it.

    Else a test that looks for a short number, or for a name that begins another one
    ("Beispiel1", "Beispiel12"), fails by the order of the files.
    """
    for each in subclasses(DjangoModelFactory):
        each.reset_sequence(1000, force=True)


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """Forget rate limits, cached answers, the shelf and what the record store remembers.

    A shelf of an earlier test would be read anew in the middle of some other, ten minutes later.
    """
    cache.clear()
    shelf.forget()
    forget_clients()
    forget_definitions()


@pytest.fixture(autouse=True)
def resting_wagtail_tasks(request: Any) -> Any:
    """Wake Wagtail's own tasks for a test that is marked so."""
    with waking(request.node.get_closest_marker("wagtail_tasks") is not None):
        yield


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Drive the Chromium of this machine; on CI there must be one."""
    chromium = find_chromium()
    if not chromium:
        (pytest.fail if ON_CI else pytest.skip)("No Chromium was found on this machine.")
    return {**browser_type_launch_args, "executable_path": chromium, "args": launch_arguments()}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Look at the pages as somebody in a German town hall does."""
    return {**browser_context_args, "locale": "de-DE", "timezone_id": "Europe/Berlin"}
