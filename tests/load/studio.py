"""What deeds of authors cost in modules of 15 and of 60 items: queries, and times of a bare view.

    nice pytest -s -p no:xdist tests/load/studio.py

Runs inside of one process on a database of its own. The bare view is `/healthz`, asked in turns
with each deed: whatever else the machine does slows both down alike. It is no test, and is only
collected where it is named.
"""

import statistics
import sys
import time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courses.modules import services
from courses.modules.studio.services import setup_studio
from members.roles.catalogue import Role
from members.roles.services import grant
from tests.courses.modules.deeds import DEEDS
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import CoursePageFactory
from tests.factories.modules import ChapterFactory, LessonFactory, paragraph, question
from tests.factories.organisations import ProviderFactory

ROUNDS = 5
SIZES = (15, 60)
FLOOR = "/healthz"


def module_of(provider, size):
    """Return a module with so many published items, every fourth of them a test."""
    course = CoursePageFactory(provider=provider, title=f"Kurs mit {size} Schritten")
    module = services.ensure_module(course=course, provider=provider)
    chapter = ChapterFactory(module=module)
    for number in range(size):
        test = number % 4 == 3
        body = [question() for _ in range(8)] if test else [paragraph() for _ in range(8)]
        kind = "quiz" if test else "lesson"
        LessonFactory(chapter=chapter, kind=kind, body=body).save_revision()
    return module


def took(deed):
    """Return the time of the processor that a deed takes, in milliseconds."""
    begin = time.process_time()
    answer = deed()
    assert answer.status_code in (200, 302)
    return (time.process_time() - begin) * 1000


def figures(client, module, deed):
    """Return queries, milliseconds and how many bare views that is, each the median."""
    queries, times, floor = [], [], []
    for _round in range(ROUNDS):
        floor.append(took(lambda: client.get(FLOOR)))
        with CaptureQueriesContext(connection) as asked:
            deed(client, module)
        queries.append(len(asked))
        times.append(took(lambda: deed(client, module)))
    middle = statistics.median(times)
    return statistics.median_low(queries), middle, middle / statistics.median(floor)


@pytest.mark.django_db(transaction=True)
def test_print_what_deeds_cost():
    """Print a table of the deeds, once for each size."""
    provider = ProviderFactory(slug="eigen")
    setup_studio()
    user = UserFactory()
    grant(user=user, role=Role.EDITOR)
    client = Client()
    client.force_login(user)
    modules = [module_of(provider, size) for size in SIZES]
    heads = " | ".join(f"{size} items: queries, ms, ratio" for size in SIZES)
    sys.stdout.write(f"\n| deed | {heads} |\n")
    for name, deed in DEEDS.items():
        cells = [figures(client, module, deed) for module in modules]
        told = " | ".join(f"{queries}, {ms:.0f}, {ratio:.0f}" for queries, ms, ratio in cells)
        sys.stdout.write(f"| {name} | {told} |\n")
