"""A catalogue of another platform, from a file: a few external courses and one broken entry."""

from campus.demo.source import CONTENT
from courses.exchange import services

NAME = "Lernort Beispiel (Demo)"
FILE = "other-catalogue.json"
FACTS = {
    "name": NAME,
    "address": "https://lernort.example/api/moochub/courses.json",
    "licence_note": "Erfundener Katalog der Demo; nichts wird von dort geladen.",
    "is_on": True,
}


def add_other_catalogue() -> None:
    """Enter the catalogue and take its courses over without asking anybody."""
    source = services.save_catalogue(values=FACTS, reading=None)
    services.take_catalogue_file(source=source, content=(CONTENT / FILE).read_bytes())
