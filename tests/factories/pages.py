"""Factories of the public site."""

import factory
from factory.django import DjangoModelFactory

from campus.pages.models import Feedback


class FeedbackFactory(DjangoModelFactory):
    """A question about a page, without a contact."""

    class Meta:
        model = Feedback

    class Params:
        reachable = factory.Trait(contact="fragende.person@musterstadt.example")

    kind = Feedback.Kind.QUESTION
    message = "Wie finde ich den Kurs zur E-Akte?"
    page_address = "/katalog/"
