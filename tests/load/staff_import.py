"""How long it takes to import staff: reading, preview, writing, changing, undoing.

    python -m tests.load.staff_import [rows]

Runs by itself on SQLite, then on a PostgreSQL of its own with durable commits.
"""

import time
import uuid
from collections.abc import Callable, Sequence
from typing import Any

from tests.load.serving import on_both, say

HEAD = ("Personalnummer", "Vorname", "Nachname", "E-Mail", "Amt", "Funktion", "Eintritt")
STANDARD_ROWS = 5_000


def lines(rows: int, position: str) -> list[Sequence[str]]:
    """Return a list of staff; every third person has no address."""
    people = [
        (
            f"{number:05d}",
            f"Vorname{number % 300}",
            f"Nachname{number}",
            f"n{number}@stadt.example" if number % 3 else "",
            f"Amt {number % 40}",
            position,
            "01.04.2020",
        )
        for number in range(rows)
    ]
    return [HEAD, *people]


def timed(words: str, deed: Callable[[], Any]) -> Any:
    """Do something and print how long it took."""
    begun = time.perf_counter()
    result = deed()
    say(f"  {words:32} {time.perf_counter() - begun:6.1f} s")
    return result


def measure(rows: int) -> None:
    """Import a list of new people, then the same with one change each, and undo that."""
    import django  # noqa: PLC0415

    django.setup()
    from campus.kit import dates  # noqa: PLC0415
    from campus.kit.sheets import csv_content, xlsx_content  # noqa: PLC0415
    from members.accounts.services import create_account  # noqa: PLC0415
    from members.imports import selectors, services  # noqa: PLC0415
    from members.imports.planning import Options  # noqa: PLC0415
    from tests.factories.organisations import MunicipalityFactory  # noqa: PLC0415

    town = MunicipalityFactory()
    names = {"first_name": "Petra", "last_name": "Personal", "email": None}
    user = create_account(username="hr", password=uuid.uuid4().hex, **names)

    def whole(kind: str, content: bytes) -> Any:
        start = {"municipality": town, "content": content, "file_name": kind, "created_by": user}
        run = timed(f"{kind}: read", lambda: services.start_import(**start))
        options = Options(dates.today(), adds_departments=True)
        wishes = services.Wishes(run.sheet, run.meaning, options)
        run = timed(f"{kind}: preview", lambda: services.check_run(run=run, wishes=wishes))
        services.confirm_run(run=run, stamp=run.stamp, confirmed_by=user)
        run = timed(f"{kind}: write", lambda: services.write_run(reference=run.reference))
        say(f"    {selectors.counts(run)} {selectors.outcomes(run)}")
        return run

    whole("new people, XLSX", xlsx_content(lines(rows, "Sachbearbeitung"), title="Liste"))
    run = whole("changes, CSV", csv_content(lines(rows, "Leitung")))
    services.request_undo(run=run)
    timed("changes: undo", lambda: services.undo_run(reference=run.reference))


if __name__ == "__main__":
    on_both("tests.load.staff_import", standard=STANDARD_ROWS, unit="rows", measure=measure)
