"""Units of municipalities, made by the services that people use."""

import io

from pypdf import PdfWriter

from courses.units import services
from tests.factories.roles import GrantFactory

QUESTION = {"prompt": "Wen rufen Sie an?", "right": "Die Leitstelle", "wrong": ["Niemanden"]}


def pdf(pages=1):
    """Return a PDF that can be read."""
    writer, buffer = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(100, 100)
    writer.write(buffer)
    return buffer.getvalue()


def make_unit(municipality, *, by=None, unit=None, **facts):
    """Publish a unit for the staff of a municipality."""
    values = {
        "title": "Brandschutz im Rathaus",
        "promise": "Sie wissen, was bei Feuer zu tun ist.",
        "text": "# Bei Feuer\nRuhe bewahren.",
        "minutes": 10,
        **facts,
    }
    by = by or GrantFactory(municipality=municipality).user
    return services.save(municipality=municipality, unit=unit, facts=values, by=by)


def make_paper(municipality, title="Dienstanweisung"):
    """Keep a document as an upload does."""
    return services.keep_paper(municipality=municipality, title=title, content=pdf())


def offered(unit, **facts):
    """Offer a unit to all."""
    values = {"licence": "CC-BY-4.0", "origin": "Stadt Beispiel", "by": unit.created_by, **facts}
    return services.offer(unit=unit, **values)
