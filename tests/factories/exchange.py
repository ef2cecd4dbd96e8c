"""A module with everything in it that can leave the platform."""

import uuid

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from courses.modules import services
from courses.modules.studio.groups import ensure_collection
from tests.factories.catalogue import CompetenceFactory, TopicFactory
from tests.factories.modules import (
    ChapterFactory,
    LessonFactory,
    MediaFactory,
    ModuleFactory,
    QuizFactory,
    paragraph,
    question,
)
from tests.factories.organisations import ProviderFactory
from tests.factories.questions import cloze, matching, numeric, ordering, pool, short_text

GRADED_POINTS = 9


def block(kind, value):
    """Return a stored block."""
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def listed(*values):
    """Return stored list items."""
    return [{"type": "item", "value": value, "id": str(uuid.uuid4())} for value in values]


def a_picture(collection):
    """Return a stored picture."""
    picture = get_image_model()(
        title="Rathaus",
        description="Das Rathaus von vorn",
        file=get_test_image_file(filename="rathaus.png"),
        collection=collection,
    )
    picture._set_image_file_metadata()
    picture.save()
    return picture


def a_document(collection, name="merkblatt.pdf"):
    """Return a stored document."""
    file = ContentFile(b"%PDF-1.4 Merkblatt", name=name)
    document = get_document_model()(title="Merkblatt", file=file, collection=collection)
    document._set_document_file_metadata()
    document.save()
    return document


def every_block(provider):
    """Return a body with every kind of block that is no question."""
    collection = ensure_collection(provider=provider)
    picture, document = a_picture(collection), a_document(collection)
    film = MediaFactory(provider=provider, title="Ein Film")
    page = ModuleFactory(provider=provider, course__title="Anderer Kurs").course
    columns = [{"type": "text", "heading": heading} for heading in ("Frist", "Tage")]
    return [
        block("heading", "Worum es geht"),
        paragraph(
            f'<p data-block-key="a1">Zu <a linktype="page" id="{page.pk}">den anderen Kurs</a>.</p>'
        ),
        block(
            "image",
            {
                "image": {"image": picture.pk, "alt_text": "Rathaus mit Turm", "decorative": False},
                "caption": "Unser Rathaus",
            },
        ),
        block("callout", {"kind": "law", "title": "§ 1", "text": "<p>Es gilt.</p>"}),
        block("accordion", {"parts": listed({"title": "Mehr", "text": "<p>Dazu.</p>"})}),
        block(
            "table",
            {"caption": "Fristen", "columns": columns, "rows": [{"values": ["Antwort", "30"]}]},
        ),
        block("glossary", {"terms": listed({"term": "Bescheid", "definition": "Eine Antwort"})}),
        block("video", film.pk),
        block("download", {"document": document.pk, "note": "Zum Ausdrucken"}),
        block("embed", {"document": document.pk, "title": "Blatt", "description": "Ein Blatt"}),
        block("code", {"caption": "Summe", "code": "=SUMME(A1:A9) & <b>"}),
        question(prompt="Noch wach?"),
    ]


def full_test():
    """Return a body with a question of each type, and a pool of which one of two is drawn."""
    return [
        question(prompt="Eine?"),
        question(type="multiple", right=2, prompt="Mehrere?"),
        matching(more="Esel"),
        ordering(),
        numeric("12.5", tolerance="0.5", unit="€", points=2),
        short_text("Straße", "Weg"),
        cloze(),
        pool(draw=1),
        question(prompt="Topf 1"),
        question(prompt="Topf 2"),
    ]


def make_full_module(*, provider=None, slug="voller-kurs", **course):
    """Return a frozen module with two chapters, all blocks, and all types of questions."""
    provider = provider or ProviderFactory()
    facts = {
        "course__title": "Voller Kurs & mehr",
        "course__slug": slug,
        "course__description": "<p>Worum es geht.</p>",
        "course__goals": "Sie können es.\nSie tun es.",
        "course__topics": [TopicFactory()],
        "course__competences": [CompetenceFactory()],
    }
    module = ModuleFactory(provider=provider, **{**facts, **course})
    first, second = (ChapterFactory(module=module, title=name) for name in ("Anfang", "Ende"))
    LessonFactory(chapter=first, title="Alles", body=every_block(provider), minutes=12)
    LessonFactory(chapter=first, title="Kurz", completion="opened", required=False)
    QuizFactory(
        chapter=second,
        title="Prüfung",
        body=full_test(),
        graded=True,
        pass_percent=70,
        max_attempts=3,
        time_limit=30,
    )
    services.freeze(module=module)
    return module
