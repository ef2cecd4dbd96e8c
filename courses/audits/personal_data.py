"""Packages that show somebody who is erased: the file goes at once, unless the proof stays."""

from campus.kit import dates
from campus.kit.personal_data import Eraser, Erasing, forget_with
from courses.audits.models import Package


def forget(case: Erasing) -> int:
    """Forget the files that show the person; where a proof keeps the name they stay.

    They are kept for two weeks only, so that there are never many. The municipality may ask again:
    then the person is “deleted” in them.
    """
    if case.keep_name:
        return 0
    here = Package.objects.filter(expires_at__gt=dates.now())
    shown = [
        key
        for key, people in here.values_list("pk", "people")
        if any(person == case.subject.person_id for person, _user in people)
    ]
    gone: int = here.filter(pk__in=shown).update(content=b"", people=[], expires_at=dates.now())
    return gone


forget_with(Eraser("audit_packages", forget, order=25))
