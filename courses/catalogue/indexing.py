"""Write the search index of one course: only what changed is touched."""

import uuid
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from courses.catalogue import compounds, slips, words
from courses.catalogue.models import (
    CatalogueState,
    CourseEntry,
    CoursePage,
    ExternalCourse,
    Posting,
    Word,
    WordGram,
    WordPart,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from members.organisations.models import Provider

Weight = Posting.Weight
# From the lightest to the heaviest: a word counts as in the last text that holds it.
Fields = Mapping[Weight, tuple[str, ...]]


def new_mark() -> uuid.UUID:
    """Note a change, holding the state until the transaction ends: changes come one by one."""
    CatalogueState.objects.get_or_create(pk=1)
    state = CatalogueState.objects.select_for_update().get(pk=1)
    state.mark = uuid.uuid4()
    state.save(update_fields=["mark"])
    return state.mark


def write(course: CoursePage, provider: "Provider", *, mark: uuid.UUID) -> CourseEntry:
    """Bring entry and postings of a published course up to date."""
    entry, _created = CourseEntry.objects.update_or_create(
        course=course,
        defaults={
            "provider": provider,
            "title_words": words.fold(course.title),
            "mark": mark,
        },
    )
    _put_postings(entry, *_weighed(_texts_of(course, provider)))
    return entry


def write_external(
    course: ExternalCourse, topics: Iterable[str], *, mark: uuid.UUID
) -> CourseEntry:
    """Bring entry and postings of a course of another platform up to date."""
    entry, _created = CourseEntry.objects.update_or_create(
        external=course, defaults={"title_words": words.fold(course.title), "mark": mark}
    )
    fields = {
        Weight.TEXT: (course.text,),
        Weight.TOPIC: (*topics, course.provider_name, course.platform),
        Weight.TITLE: (course.title,),
    }
    _put_postings(entry, *_weighed(fields))
    return entry


def forget(course_id: int) -> None:
    """Take a course out of the index, with the words that no other course holds."""
    forget_entries(CourseEntry.objects.filter(course_id=course_id))


def forget_entries(entries: "QuerySet[CourseEntry]") -> None:
    """Take entries out of the index, with the words that no other course holds."""
    held = Posting.objects.filter(entry__in=entries)
    word_ids = list(held.values_list("word_id", flat=True).distinct())
    entries.delete()
    _drop_unused(word_ids)


def _texts_of(course: CoursePage, provider: "Provider") -> Fields:
    """Return the texts of a course by their weight."""
    named = [*course.topics.all(), *course.audiences.all()]
    topics = [name for one in named for name in (one.name_de, one.name_en)]
    return {
        Weight.TEXT: (course.promise, course.description, course.audience),
        Weight.TOPIC: (*topics, provider.name, provider.short_name),
        Weight.GOAL: (course.goals,),
        Weight.TITLE: (course.title,),
    }


def _weighed(fields: Fields) -> tuple[dict[str, int], dict[str, str]]:
    """Return the words of texts with their weight, and with the spelling that people read."""
    weights: dict[str, int] = {}
    spellings: dict[str, str] = {}
    for weight, texts in fields.items():
        found = words.spellings(*texts)
        weights |= dict.fromkeys(found, weight.value)
        spellings |= found
    return weights, spellings


def _put_postings(
    entry: CourseEntry, weights: Mapping[str, int], spellings: Mapping[str, str]
) -> None:
    held = {row.word.text: row for row in entry.postings.select_related("word")}
    gone = [row for text, row in held.items() if text not in weights]
    changed = [row for text, row in held.items() if weights.get(text, row.weight) != row.weight]
    for row in changed:
        row.weight = weights[row.word.text]
    Posting.objects.bulk_update(changed, ["weight"])
    new = [text for text in weights if text not in held]
    known = _words(new, spellings)
    Posting.objects.bulk_create(
        [Posting(entry=entry, word_id=known[text], weight=weights[text]) for text in new]
    )
    Posting.objects.filter(pk__in=[row.pk for row in gone]).delete()
    _drop_unused([row.word_id for row in gone])


def _words(texts: Iterable[str], spellings: Mapping[str, str]) -> dict[str, int]:
    """Return the keys of the words, indexing those that no course has held so far."""
    wanted = list(texts)
    if not wanted:
        return {}
    known = dict(Word.objects.filter(text__in=wanted).values_list("text", "pk"))
    new = [text for text in wanted if text not in known]
    made = Word.objects.bulk_create(
        [Word(text=text, stem=words.stem(text), spelling=spellings[text]) for text in new]
    )
    WordPart.objects.bulk_create(
        [
            WordPart(word=word, text=part)
            for word in made
            for part in sorted(compounds.parts(word.text))
        ]
    )
    WordGram.objects.bulk_create(
        [WordGram(word=word, text=gram) for word in made for gram in sorted(slips.grams(word.text))]
    )
    return known | {word.text: word.pk for word in made}


def _drop_unused(word_ids: list[int]) -> None:
    """Delete those of the words that no course holds any more."""
    if word_ids:
        Word.objects.filter(pk__in=word_ids, postings=None).delete()
