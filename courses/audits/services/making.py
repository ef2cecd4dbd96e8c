"""Make a package: read the lines of the day, write the files, sign the list of their hashes."""

import datetime as dt
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from campus.kit import dates
from courses.assignments import selectors as assignments
from courses.audits import files
from courses.audits.manifests import MANIFEST, SIGNATURE, canonical, hash_of, manifest_of
from courses.audits.models import KEPT_FOR, Package
from courses.audits.proving import Content, content_of
from courses.audits.questions import Question, question_of
from courses.audits.services.requesting import check_allowed
from courses.certificates.badges.keys import public_keys
from courses.certificates.badges.signing import sign_detached
from members.messages import services as messages
from members.policies import selectors as policies

if TYPE_CHECKING:
    from members.organisations.models import Municipality


def make_package(*, reference: UUID) -> Package | None:
    """Make what was asked for. May run twice; a ready one stays as it is.

    Not in one transaction, so that whoever asked sees how far it is. Raises FilesHidden or
    DayHidden where the works agreement was narrowed meanwhile, and NoKey.
    """
    rows = Package.objects.select_related("municipality", "requested_by")
    package = rows.filter(reference=reference).first()
    if package is None or package.is_ready:
        return package
    question = question_of(package.question)
    shown = policies.shown_in(package.municipality_id)
    check_allowed(question, shown)

    def note(done: int, total: int) -> None:
        # One step more than there are people: the documents at the end take their time, too.
        Package.objects.filter(pk=package.pk).update(done=done, total=total + 1)

    content = content_of(package.municipality, question, shown, note)
    with translation.override(package.language):
        made = files_of(package.municipality, question, content, at=package.requested_at)
    _finish(package, content, made)
    return package


def files_of(
    municipality: "Municipality", question: Question, content: Content, *, at: dt.datetime
) -> dict[str, bytes]:
    """Return all files of a package; the same content at the same moment gives the same bytes."""
    town, day = municipality.name, question.day
    core = hash_of(canonical(files.core_of(content, day)))
    facts: dict[str, Any] = {
        "municipality": town,
        "day": day.isoformat(),
        "created_at": at.isoformat(),
        "platform": settings.KC_BASE_URL,
        "content_sha256": core,
    }
    deleted = len({one.person for one in content.lines if not one.name})
    about = [
        _("Made by KommunalCampus on %(day)s.")
        % {"day": date_format(timezone.localtime(at), "SHORT_DATE_FORMAT")},
        _("SHA-256 of what is proven: %(hash)s") % {"hash": core},
    ]
    made = {
        files.CSV: files.csv_file(content),
        files.JSON: files.json_file(content, facts, day),
        files.PDF: files.pdf_file(content, town=town, day=day, about=about, at=at),
        files.README: files.readme_file(town=town, day=day, deleted=deleted),
        files.KEYS: canonical({"keys": public_keys()}),
    }
    if question.documents:
        turns = {one.proof.turn for one in content.lines if one.proof}
        made |= files.document_files(assignments.proof_documents(turns))
    manifest = manifest_of(made, facts)
    return made | {MANIFEST: manifest, SIGNATURE: sign_detached(manifest).encode()}


@transaction.atomic
def _finish(package: Package, content: Content, made: dict[str, bytes]) -> None:
    """Keep the file for a while and its hashes for good, and tell whoever asked."""
    locked = Package.objects.select_for_update(of=("self",)).get(pk=package.pk)
    if locked.is_ready:
        return
    package.content = files.packed(made, at=package.requested_at)
    package.ready_at = dates.now()
    package.expires_at = package.ready_at + KEPT_FOR
    package.people = [[key, user] for key, user in sorted(content.people.items())]
    package.people_count, package.line_count = len(content.people), len(content.lines)
    package.file_hash = hash_of(package.content)
    package.manifest_hash = hash_of(made[MANIFEST])
    package.content_hash = hash_of(canonical(files.core_of(content, package.day)))
    package.save()
    log(instance=package, action="audits.make", data={"manifest": package.manifest_hash})
    _tell(package)


def _tell(package: Package) -> None:
    if package.requested_by is None:
        return
    messages.send(
        kind="audits_package_ready",
        key=str(package.reference),
        recipient=package.requested_by,
        email=package.requested_by.email or "",
        context={
            "municipality": package.municipality.name,
            "day": package.day,
            "until": package.expires_at,
            "link": reverse("audits:detail", args=[package.reference]),
        },
    )
