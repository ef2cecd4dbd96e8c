"""How modules are learnt: overview, one module, one question, and both tables as files."""

import uuid
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from campus.kit.access import allowed
from campus.kit.sheets import CSV_TYPE, csv_content
from courses.insight import bank as questions
from courses.insight import rules, selectors, words
from courses.insight.tables import Table, items_table, questions_table

if TYPE_CHECKING:
    from courses.insight.figures import ModuleFigures, QuestionFigures
    from members.accounts.requests import SignedInRequest

PER_PAGE = 25
LONGEST_QUERY = 100


@allowed(rules.may_read)
@require_GET
def overview(request: "SignedInRequest") -> HttpResponse:
    """List the modules of the user's providers."""
    page = Paginator(rules.visible(request.user), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(module, figures, _summary(figures)) for module, figures in selectors.overview(page)]
    context = {"page": page, "rows": rows, "month": selectors.counted_until()}
    return render(request, "insight/overview.html", context)


def _summary(figures: "ModuleFigures | None") -> dict[str, str]:
    if figures is None:
        return {}
    return {
        "begun": words.number(figures.begun),
        "finished": words.number(figures.finished),
        "share": words.percent(figures.finished_share),
    }


def _insight(request: "SignedInRequest", module: int) -> selectors.Insight:
    """Return what is known of an own module; others do not exist for the user."""
    own = get_object_or_404(rules.visible(request.user), pk=module)
    wanted = {"edition": request.GET.get("version", ""), "beside": request.GET.get("neben", "")}
    return selectors.insight_into(own, **wanted)


@allowed(rules.may_read)
@require_GET
def module(request: "SignedInRequest", module: int) -> HttpResponse:
    """Show the steps and questions of one edition, beside another one where asked for."""
    insight = _insight(request, module)
    context = {
        "insight": insight,
        "summary": _summary(insight.figures),
        "items": items_table(insight),
        "questions": questions_table(insight),
        "pools": [(pool, words.pool_verdict(pool)) for pool in insight.figures.pools],
        "query": request.GET.urlencode(),
    }
    return render(request, "insight/module.html", context)


@allowed(rules.may_read)
@require_GET
def question(
    request: "SignedInRequest", module: int, item: uuid.UUID, question: str
) -> HttpResponse:
    """Show one question with its answers and what is to be said about it."""
    insight = _insight(request, module)
    found = selectors.question_in(insight, item, question)
    context = {
        "insight": insight,
        "question": found,
        "verdicts": words.question_verdicts(found),
        "options": [(one, words.number(one.chosen)) for one in found.options],
        "figures": _question_figures(found),
    }
    return render(request, "insight/question.html", context)


def _question_figures(found: "QuestionFigures") -> list[tuple[str, str, int | None]]:
    return [
        (_("Asked"), words.number(found.asked), None),
        (_("Right"), words.percent(found.right_share), found.right_share),
        (_("Partly right"), words.number(found.partly), None),
        (_("Left out"), words.percent(found.omitted_share), found.omitted_share),
        (_("Discrimination"), words.discrimination_text(found), None),
    ]


@allowed(rules.may_read)
@require_GET
def bank(request: "SignedInRequest") -> HttpResponse:
    """List the questions of all own modules, with how they are answered."""
    own = rules.visible(request.user)
    words_, order = request.GET.get("q", "")[:LONGEST_QUERY], request.GET.get("ordnung", "")
    one = request.GET.get("modul", "")
    listed = own.filter(pk=int(one)) if one.isdecimal() and len(one) < 9 else own
    entries = questions.chosen(questions.entries_of(listed), words=words_, order=order)
    page = Paginator(entries, PER_PAGE).get_page(request.GET.get("page"))
    lessons = questions.editable(page, rules.editable(request.user))
    told = [(entry, words.bank_figures(entry.question)) for entry in page]
    rows = [(entry, said, lessons.get(entry.question.item)) for entry, said in told]
    context = {
        "page": page,
        "rows": rows,
        "modules": own,
        "wanted": {"q": words_, "order": order, "module": one},
        "month": selectors.counted_until(),
    }
    return render(request, "insight/bank.html", context)


@allowed(rules.may_read)
@require_GET
def items_file(request: "SignedInRequest", module: int) -> HttpResponse:
    """Download the table of steps."""
    return _file(items_table(_insight(request, module)), f"schritte-{module}.csv")


@allowed(rules.may_read)
@require_GET
def questions_file(request: "SignedInRequest", module: int) -> HttpResponse:
    """Download the table of questions."""
    return _file(questions_table(_insight(request, module)), f"fragen-{module}.csv")


def _file(table: Table, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(csv_content(table.lines()), content_type=CSV_TYPE, headers=headers)
