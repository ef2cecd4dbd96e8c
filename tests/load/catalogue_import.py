"""How long it takes to read another catalogue: the first time, unchanged, with ten changes.

    python -m tests.load.catalogue_import [entries]

Runs by itself on SQLite, then on a PostgreSQL of its own with durable commits; the other catalogue
is a server in a process of its own, with fifty entries a page.
"""

import tempfile
import time
from typing import Any

from tests.load.serving import on_both, say
from tests.support.catalogue_server import CatalogueServer

STANDARD_ENTRIES, PER_PAGE, CHANGED = 1_000, 50, 10
SUBJECTS = (
    "Datenschutz",
    "Vergaberecht",
    "E-Akte",
    "Beteiligung",
    "Führung",
    "Statistik",
    "Open Data",
)


def told(count: int, changed: int = 0) -> list[Any]:
    """Return the entries of the other catalogue; the first ones with another length."""
    from tests.factories.moochub import an_entry  # noqa: PLC0415

    text = "Grundlagen, Beispiele aus der Verwaltung und Aufgaben zum Üben. " * 8
    return [
        an_entry(
            f"{SUBJECTS[number % len(SUBJECTS)]} in der Praxis {number}",
            description=f"<p>{text}Teil {number}.</p>",
            duration="PT2H" if number < changed else "PT3H",
        )
        for number in range(count)
    ]


def measure(entries: int) -> None:
    """Read the catalogue three times."""
    import django  # noqa: PLC0415

    django.setup()
    from django.conf import settings  # noqa: PLC0415

    from courses.exchange.catalogues.importing import read_source  # noqa: PLC0415
    from tests.factories.moochub import a_source, in_pages  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder, CatalogueServer(folder) as other:
        settings.KC_CATALOGUE_PRIVATE_HOSTS = [other.host]
        source = a_source(f"{other.site}/api")
        for words, changed in (("first time", 0), ("nothing changed", 0), ("10 changed", CHANGED)):
            other.put(in_pages(other.site, told(entries, changed), size=PER_PAGE))
            begun = time.perf_counter()
            state = read_source(source_id=source.pk)
            took = time.perf_counter() - begun
            source.refresh_from_db()
            say(f"  {words:18} {took:6.2f} s  {state}, written: {source.changed}")


if __name__ == "__main__":
    on_both(
        "tests.load.catalogue_import", standard=STANDARD_ENTRIES, unit="entries", measure=measure
    )
