"""The catalogue's own search index; written by `indexing.py`, read by `finding.py`.

CourseEntry ── Posting ── Word ── WordPart   parts of compounds
 a course      weight      stem  └ WordGram   groups of three letters, for typing errors

Plain tables and plain look-ups: no database's own search is used, so that all find the same.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class CatalogueState(models.Model):
    """One row whose mark is new after every change; whoever changes the index holds it."""

    mark = models.UUIDField(default=uuid.uuid4)

    class Meta:
        verbose_name = _("state of the catalogue")
        verbose_name_plural = _("states of the catalogue")

    def __str__(self) -> str:
        return str(self.mark)


class CourseEntry(models.Model):
    """What the catalogue knows of a published course; written by `services.index_course`.

    Either of a course page and its provider, or of a course of another platform.
    """

    course = models.OneToOneField(
        "catalogue.CoursePage", on_delete=models.CASCADE, null=True, related_name="entry"
    )
    external = models.OneToOneField(
        "catalogue.ExternalCourse", on_delete=models.CASCADE, null=True, related_name="entry"
    )
    provider = models.ForeignKey(
        "organisations.Provider", on_delete=models.PROTECT, null=True, related_name="entries"
    )
    title_words = models.TextField(editable=False)
    # New whenever something changes that lists show of the course; see `shelf.py`.
    mark = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta:
        verbose_name = _("catalogue entry")
        verbose_name_plural = _("catalogue entries")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(course__isnull=False, provider__isnull=False, external=None)
                | Q(course=None, provider=None, external__isnull=False),
                name="catalogue_entry_of_one_course",
                violation_error_message=_("An entry belongs to one course, here or elsewhere."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.course or self.external)


class Word(models.Model):
    """A folded word that occurs in a published course."""

    text = models.CharField(max_length=60, unique=True)
    stem = models.CharField(max_length=60, db_index=True)
    # As people read it: “Aufträge”, not “auftrage”.
    spelling = models.CharField(max_length=60)

    class Meta:
        verbose_name = _("indexed word")
        verbose_name_plural = _("indexed words")

    def __str__(self) -> str:
        return self.spelling


class WordPart(models.Model):
    """A part under which a compound is found; see `compounds.py`."""

    word = models.ForeignKey(Word, on_delete=models.CASCADE, related_name="parts")
    text = models.CharField(max_length=61, db_index=True)

    class Meta:
        verbose_name = _("part of a word")
        verbose_name_plural = _("parts of words")

    def __str__(self) -> str:
        return self.text


class WordGram(models.Model):
    """A group of three letters of a word; see `slips.py`."""

    word = models.ForeignKey(Word, on_delete=models.CASCADE, related_name="grams")
    text = models.CharField(max_length=3, db_index=True)

    class Meta:
        verbose_name = _("group of letters of a word")
        verbose_name_plural = _("groups of letters of words")

    def __str__(self) -> str:
        return self.text


class Posting(models.Model):
    """That a course holds a word, and how much that says about the course."""

    class Weight(models.IntegerChoices):
        TEXT = 1, _("text")
        TOPIC = 2, _("topic")
        GOAL = 3, _("goal")
        TITLE = 4, _("title")

    entry = models.ForeignKey(CourseEntry, on_delete=models.CASCADE, related_name="postings")
    word = models.ForeignKey(Word, on_delete=models.CASCADE, related_name="postings")
    weight = models.PositiveSmallIntegerField(choices=Weight.choices)

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["entry", "word"], name="catalogue_posting_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.entry}: {self.word}"
