"""The three deeds of the command `translations`."""

from campus.operations.translations.catalogues import compile_room, merged, read, write
from campus.operations.translations.extract import sentences_of
from campus.operations.translations.findings import findings
from campus.operations.translations.sources import OVERRIDES, sources, stored_rooms


def update_catalogues(*, rooms: list[str] | None = None) -> list[str]:
    """Bring the PO files in line with the source; return the rooms whose file has changed."""
    found = sentences_of(sources())
    wanted = sorted({*found, *stored_rooms()} - {OVERRIDES})
    changed = []
    for room in [room for room in wanted if not rooms or room in rooms]:
        sentences = found.get(room, {})
        if (sentences or room in stored_rooms()) and write(room, merged(read(room), sentences)):
            changed.append(room)
    return changed


def check_catalogues(*, rooms: list[str] | None = None) -> list[str]:
    """Return what is missing, unused or wrong in the German texts."""
    faults = findings(sentences_of(sources()))
    return [fault for fault in faults if not rooms or fault.split(":")[0] in rooms]


def compile_catalogues() -> list[str]:
    """Write all binary catalogues; return the rooms."""
    return [room for room in stored_rooms() if compile_room(room)]
