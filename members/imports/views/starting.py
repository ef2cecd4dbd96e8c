"""Begin an import: choose a file, then say what its columns hold."""

import zlib
from collections.abc import Sequence
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from campus.kit.errors import DomainError
from campus.kit.sheets import CSV_TYPE, XLSX_TYPE, csv_content, xlsx_content
from members.imports import rules, selectors, services
from members.imports.errors import FileTooLarge
from members.imports.files import SAMPLE
from members.imports.forms import ColumnsForm, UploadForm, initial_of
from members.imports.models import ImportRun
from members.imports.reading import MOST_BYTES
from members.imports.tables import Table, sheet_names, table_of
from members.imports.views.scope import place_of, run_or_404, whole_staff_only
from members.second_person import selectors as second_person

EARLIER = 10
KINDS = {"csv": CSV_TYPE, "xlsx": XLSX_TYPE}
OPEN = (ImportRun.State.DRAFT, ImportRun.State.CHECKED, ImportRun.State.WAITING)


@require_http_methods(["GET", "HEAD", "POST"])
@whole_staff_only
def index(request: HttpRequest) -> HttpResponse:
    """Take a file in, and show the earlier imports."""
    place = place_of(request)
    is_sent = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if is_sent else UploadForm()
    status = 400 if is_sent else 200
    if is_sent and form.is_valid():
        try:
            run = _start(request, form)
        except DomainError as error:
            form.add_error("file", str(error))
            status = error.status
        else:
            return redirect("imports:columns", run.reference)
    context = {
        "form": form,
        "municipality": place,
        "municipalities": rules.places(request.user),
        "runs": selectors.runs_of(place)[:EARLIER],
        "two_from": second_person.threshold_of(place),
    }
    return render(request, "imports/index.html", context, status=status)


def _start(request: HttpRequest, form: UploadForm) -> ImportRun:
    """Read the file, once it is known not to be too large."""
    upload = form.cleaned_data["file"]
    if upload.size > MOST_BYTES:
        raise FileTooLarge(most=MOST_BYTES // 1_000_000)
    return services.start_import(
        municipality=place_of(request),
        content=upload.read(),
        file_name=upload.name,
        created_by=request.user,  # type: ignore[arg-type]
    )


@require_http_methods(["GET", "HEAD", "POST"])
@whole_staff_only
def columns(request: HttpRequest, reference: UUID) -> HttpResponse:
    """Ask what the columns hold; the guess is filled in."""
    run = run_or_404(request, reference)
    if run.state not in OPEN:
        return redirect("imports:run", run.reference)
    content = zlib.decompress(run.content)
    names = sheet_names(content)
    wanted = request.POST.get("sheet", request.GET.get("blatt", run.sheet))
    sheet = wanted if wanted in names else names[0]
    remembered = selectors.profile_of(run.municipality).headings
    context = {"run": run, "sheets": names, "sheet": sheet, "municipality": run.municipality}
    status = 200
    try:
        table = table_of(content, sheet, remembered)
    except DomainError as error:
        return render(
            request, "imports/columns.html", {**context, "problem": str(error)}, status=error.status
        )
    form = _columns_form(request, run, table, sheet)
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                services.check_run(run=run, wishes=form.wishes())
            except DomainError as error:
                form.add_error(None, str(error))
                status = error.status
            else:
                return redirect("imports:run", run.reference)
    context |= {"form": form, "rows": len(table.rows)}
    return render(request, "imports/columns.html", context, status=status)


def _columns_form(request: HttpRequest, run: ImportRun, table: Table, sheet: str) -> ColumnsForm:
    """Return the form with what was typed, else with what was chosen or can be guessed."""
    if request.method == "POST":
        return ColumnsForm(request.POST, table=table)
    remembered = selectors.profile_of(run.municipality).headings
    meaning = run.meaning if sheet == run.sheet else table.guessed(remembered)
    return ColumnsForm(initial={**initial_of(run, meaning), "sheet": sheet}, table=table)


@require_safe
@whole_staff_only
def sample(request: HttpRequest, kind: str) -> HttpResponse:
    """Hand out a list of invented people to begin with."""
    return table_file(SAMPLE, kind, name="muster-mitarbeitende")


def table_file(lines: Sequence[Sequence[str]], kind: str, *, name: str) -> HttpResponse:
    """Return a table as a download of the kind that was asked for, which no cache keeps."""
    if kind not in KINDS:
        raise Http404
    content = csv_content(lines) if kind == "csv" else xlsx_content(lines, title=name)
    headers = {
        "Content-Disposition": f'attachment; filename="{name}.{kind}"',
        "Cache-Control": "no-store",
    }
    return HttpResponse(content, content_type=KINDS[kind], headers=headers)
