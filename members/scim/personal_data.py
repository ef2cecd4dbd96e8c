"""What a directory has told of a person: shown in the person's copy, and gone with the person."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from campus.kit.personal_data import Eraser, Erasing, Holding, Subject, forget_with, hold
from members.people import selectors as people
from members.scim.models import DirectoryUser, Note


def told(subject: Subject) -> Iterator[Mapping[str, Any]]:
    """Yield what the directories of the person's employers have told."""
    found = DirectoryUser.objects.filter(employment__person_id=subject.person_id).order_by("pk")
    for row in found:
        yield {
            "since": row.created_at,
            "changed": row.changed_at,
            "document": row.document,
            "groups": ", ".join(one.group.name for one in row.groups.select_related("group")),
        }


def forget(case: Erasing) -> int:
    """Delete what was told, and notes that name the person."""
    jobs = people.jobs_elsewhere().filter(person_id=case.subject.person_id)
    names = jobs.annotate(full=Concat("person__first_name", Value(" "), "person__last_name"))
    notes = Note.objects.filter(
        municipality__in=jobs.values("municipality"), who__in=names.values("full")
    )
    number, _kinds = notes.delete()
    users = DirectoryUser.objects.filter(employment__person_id=case.subject.person_id)
    return number + users.delete()[0]


hold(
    Holding(
        "directory_users",
        _("What your employer's directory says"),
        told,
        {
            "since": _("Since"),
            "changed": _("Changed"),
            "document": _("Entry"),
            "groups": _("Groups"),
        },
        order=36,
    )
)
forget_with(Eraser("scim", forget, order=66))
