"""Courses whose lessons have each of the rules."""

import uuid

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from courses.modules import services as modules
from tests.factories.catalogue import CoursePageFactory
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.modules import ChapterFactory, LessonFactory, MediaFactory, paragraph


def block(kind, value):
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def document(content=b"%PDF-1.7 first", name="anweisung.pdf"):
    """Return a stored document."""
    row = get_document_model()(title="Dienstanweisung", file=ContentFile(content, name=name))
    row.save()
    return row


def acknowledgement(file=None, edition="2026-10-01"):
    """Return a stored block with a document to be confirmed."""
    facts = {"document": (file or document()).pk, "title": "Dienstanweisung IT", "edition": edition}
    return block("acknowledgement", facts)


def make_course(*lessons):
    """Return a module with a frozen version of lessons with these facts, in one chapter."""
    page = CoursePageFactory()
    module = modules.ensure_module(course=page, provider=page.entry.provider)
    chapter = ChapterFactory(module=module)
    for facts in lessons:
        LessonFactory(chapter=chapter, **facts)
    modules.freeze(module=module)
    return module


def seat_in(*lessons):
    """Return a seat in such a course."""
    return EnrolmentFactory(offer=OfferFactory(module=make_course(*lessons)))


def film(seconds=100, **facts):
    """Return the facts of a lesson that is done when its film has been played."""
    body = [paragraph(), block("video", MediaFactory(seconds=seconds).pk)]
    return {"completion": "seen", "body": body, **facts}


def paper(**facts):
    """Return the facts of a lesson that is done when its document has been confirmed."""
    return {"completion": "confirmed", "body": [acknowledgement(**facts)]}
