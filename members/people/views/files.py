"""The list of staff as a file for spreadsheets."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campus.kit import dates
from campus.kit.sheets import CSV_TYPE, XLSX_TYPE, csv_content, xlsx_content
from members.people import selectors, services
from members.people.forms.staff import STATE_WORDS
from members.people.models import Employment
from members.people.places import Place, named
from members.people.views.scope import scope_of, staff_only
from members.people.views.staff import wanted_of


@require_safe
@staff_only
def staff_file(request: HttpRequest, ending: str) -> HttpResponse:
    """Hand out the whole list with the filter of the screen; noted for each of the people."""
    scope = scope_of(request)
    _form, wanted = wanted_of(request, scope)
    jobs = list(selectors.filtered(scope.jobs, wanted))
    services.log_access(
        viewer=request.user,  # type: ignore[arg-type]
        viewer_role=scope.role,
        people=[job.person for job in jobs],
        what="staff_file",
        municipality=scope.municipality,
    )
    further = selectors.further_places([job.pk for job in jobs], dates.today())
    lines = lines_of(jobs, further, among=scope.departments_told)
    if ending == "csv":
        content, kind = csv_content(lines), CSV_TYPE
    else:
        content, kind = xlsx_content(lines, title=_("Staff")), XLSX_TYPE
    name = f"mitarbeitende-{scope.municipality.slug}-{dates.today():%Y-%m-%d}.{ending}"
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def lines_of(
    jobs: Iterable[Employment],
    further: Mapping[int, Sequence[Place]],
    *,
    among: Collection[int] | None = None,
) -> list[list[str]]:
    """Return heading and a line for each job; the import of staff understands the headings.

    An address that belongs to the person alone stays out, as on the screen, and so do departments
    that the reader does not answer for (`among`).
    """
    heading = [
        _("Personnel number"),
        _("First name"),
        _("Last name"),
        _("E-mail"),
        _("Department"),
        _("Further departments"),
        _("Position"),
        _("First day at work"),
        _("Last day at work"),
        _("Access"),
    ]
    return [heading, *(_line_of(job, further.get(job.pk, ()), among) for job in jobs)]


def _line_of(job: Employment, further: Sequence[Place], among: Collection[int] | None) -> list[str]:
    main = Place(job.department_id, str(job.department or ""))
    ended = f"{job.valid_until:%d.%m.%Y}" if job.valid_until else ""
    return [
        job.personnel_number,
        job.person.first_name,
        job.person.last_name,
        "" if job.keeps_address else job.person.email or "",  # type: ignore[attr-defined]
        named(main, among=among),
        "; ".join(filter(None, (named(one, among=among) for one in further))),
        job.position,
        f"{job.valid_from:%d.%m.%Y}",
        ended,
        str(STATE_WORDS[selectors.state_of(job)]),
    ]
