"""Hand a package out, and forget the file when its time is over; the hashes stay."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from wagtail.log_actions import log

from campus.kit import dates
from courses.audits import selectors
from courses.audits.models import PATIENCE, Package
from courses.audits.questions import question_of
from courses.audits.services.requesting import check_allowed
from members.people import services as people
from members.policies import selectors as policies
from members.roles.catalogue import Role

if TYPE_CHECKING:
    from members.accounts.models import User

LOOK = "audit_package"


@dataclass(frozen=True, slots=True)
class Seen:
    """As much of a person as the access log needs."""

    pk: int
    user_id: int | None


@transaction.atomic
def download(*, package: Package, by: "User") -> bytes:
    """Return the file and note the look at everybody in it.

    Raises FilesHidden or DayHidden where the works agreement was narrowed since.
    """
    check_allowed(question_of(package.question), policies.shown_in(package.municipality_id))
    content, shown = selectors.content_of(package.reference)
    people.log_access(
        viewer=by,
        viewer_role=Role.HR_MANAGER.value,
        people=[Seen(person, user) for person, user in shown],
        what=LOOK,
        municipality=package.municipality,
    )
    log(instance=package, action="audits.download", user=by, data={"people": len(shown)})
    return content


def forget_expired() -> int:
    """Forget the files whose time is over, and what was never finished; the hashes stay."""
    now = dates.now()
    over = Package.objects.filter(expires_at__lte=now).exclude(content=b"")
    failed = Package.objects.filter(ready_at=None, requested_at__lt=now - 24 * PATIENCE)
    return over.update(content=b"", people=[]) + failed.delete()[0]
