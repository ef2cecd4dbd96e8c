"""The cadastre as the office and as human resources read it."""

from typing import TYPE_CHECKING

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from courses.cadastre.models import CONTENT, Adoption, Decision, Entry, Version

if TYPE_CHECKING:
    from members.organisations.models import Municipality

SEARCHED = ("title", "legal_basis", "text", "target_group", "proof", "course__title")


def published() -> QuerySet[Entry]:
    """Return the entries that municipalities see, by title."""
    rows = Entry.objects.filter(current__isnull=False)
    return rows.select_related("current__course").order_by("current__title", "pk")


def listed(municipality: "Municipality", words: str = "") -> QuerySet[Entry]:
    """Return the entries that hold all the words, each with `mine`: what the town made of it."""
    rows = published()
    for word in words.split():
        hits = Q()
        for name in SEARCHED:
            hits |= Q(**{f"current__{name}__icontains": word})
        rows = rows.filter(hits)
    mine = adoptions_in(municipality)
    return rows.prefetch_related(Prefetch("adoptions", queryset=mine, to_attr="mine"))


def adoptions_in(municipality: "Municipality") -> QuerySet[Adoption]:
    """Return what the municipality has adopted, as long as it runs."""
    rows = Adoption.objects.running().filter(municipality=municipality)
    return rows.select_related("entry__current", "version", "settled", "obligation__course")


def adoption_of(entry: Entry, municipality: "Municipality") -> Adoption | None:
    """Return the running adoption of an entry."""
    return adoptions_in(municipality).filter(entry=entry).first()


def decisions_about(adoption: Adoption) -> QuerySet[Decision]:
    """Return what the municipality has decided about newer versions, the latest first."""
    return adoption.decisions.select_related("version", "decided_by")


def undecided_in(municipality: "Municipality") -> QuerySet[Adoption]:
    """Return what has a newer version about which the municipality has not decided."""
    return adoptions_in(municipality).exclude(settled=F("entry__current"))


def versions_of(entry: Entry) -> QuerySet[Version]:
    """Return the published versions, the newest first."""
    rows = Version.objects.filter(entry=entry, published_at__isnull=False)
    return rows.select_related("course", "published_by").order_by("-number")


def draft_of(entry: Entry) -> Version | None:
    """Return what the office is writing."""
    return entry.versions.filter(published_at=None).select_related("course").first()


def kept() -> QuerySet[Entry]:
    """Return all entries for the office: with drafts, and how many municipalities rely on each."""
    drafts = Version.objects.filter(entry=OuterRef("pk"), published_at=None)
    running = Count("adoptions", filter=Q(adoptions__obligation__ended_at=None))
    rows = Entry.objects.select_related("current__course").annotate(
        has_draft=Exists(drafts), running=running
    )
    newest = Prefetch("versions", queryset=Version.objects.order_by("-number"), to_attr="all")
    first = F("current__title").asc(nulls_first=True)
    return rows.prefetch_related(newest).order_by(first, "pk")


def adopters_of(entry: Entry) -> QuerySet[Adoption]:
    """Return the running adoptions of an entry by municipality."""
    rows = Adoption.objects.running().filter(entry=entry)
    return rows.select_related("municipality", "settled").order_by("municipality__name")


def content_of(version: Version) -> dict[str, object]:
    """Return what a version says, field by field; a course by its key."""
    return {name: version.serializable_value(name) for name in CONTENT}
