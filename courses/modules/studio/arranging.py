"""The page on which a module is put into order, by buttons, keys or dragging."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campus.kit.errors import DomainError
from courses.modules.models import Chapter, Lesson, Module
from courses.modules.selectors import chapters_with_lessons, modules_of_author
from courses.modules.studio import structure
from courses.modules.studio.scoping import own_rows


@require_http_methods(["GET", "HEAD", "POST"])
def arrange(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the order of a module and change it; others' modules do not exist."""
    module = get_object_or_404(
        own_rows(Module, request.user, "change").select_related("course", "provider"), pk=pk
    )
    if request.method != "POST":
        return _show(request, module)
    try:
        said = _do(request, module)
    except DomainError as error:
        said, status = str(error), error.status
    else:
        status = 200
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        return _show(request, module, said=said, status=status, template="structure_tree.html")
    (messages.success if status == 200 else messages.error)(request, said)
    return redirect("studio_structure", module.pk)


def _show(
    request: HttpRequest,
    module: Module,
    *,
    said: str = "",
    status: int = 200,
    template: str = "structure.html",
) -> HttpResponse:
    chapters = chapters_with_lessons(module)
    rows = [(one, sum(lesson.minutes for lesson in one.lessons.all())) for one in chapters]
    same = modules_of_author(request.user).filter(provider=module.provider_id)
    places = Chapter.objects.filter(module__in=same).select_related("module__course")
    context = {
        "module": module,
        "rows": rows,
        "minutes": sum(minutes for _chapter, minutes in rows),
        "count": sum(len(one.lessons.all()) for one in chapters),
        "places": places.order_by("module__course__title", "module_id", "position", "pk"),
        "others": [one for one in same if one.pk != module.pk],
        "said": said,
    }
    return render(request, f"modules/studio/{template}", context, status=status)


def _do(request: HttpRequest, module: Module) -> str:
    """Do what a button or the dragging asks for; return it in words."""
    deed, _colon, key = request.POST.get("deed", "").partition(":")
    do = DEEDS.get(deed)
    if do is None or not key.isdecimal():
        raise Http404
    return do(request, module, int(key))


def _lesson(module: Module, key: int) -> Lesson:
    rows = Lesson.objects.filter(chapter__module=module).select_related("chapter__module")
    found: Lesson = get_object_or_404(rows, pk=key)
    return found


def _chapter(module: Module, key: int) -> Chapter:
    found: Chapter = get_object_or_404(Chapter, module=module, pk=key)
    return found


def _number(request: HttpRequest, name: str) -> int:
    value = request.POST.get(name, "")
    if not value.isdecimal() or len(value) > 9:
        raise Http404
    return int(value)


def _shift_lesson(request: HttpRequest, module: Module, key: int, by: int) -> str:
    lesson = structure.shift_lesson(lesson=_lesson(module, key), by=by)
    return _where(lesson)


def _where(lesson: Lesson) -> str:
    facts = {"title": lesson.title, "place": lesson.position, "chapter": lesson.chapter.title}
    return _("“%(title)s” is now number %(place)s in “%(chapter)s”.") % facts


def _place_lesson(request: HttpRequest, module: Module, key: int) -> str:
    """Put a lesson into a chapter of any module of the user's own; without a place, at its end."""
    chapters = Chapter.objects.filter(module__in=own_rows(Module, request.user, "change"))
    chapter = get_object_or_404(
        chapters.select_related("module__course"), pk=_number(request, f"chapter-{key}")
    )
    place = _number(request, "place") if request.POST.get("place") else 10**6
    lesson = structure.place_lesson(lesson=_lesson(module, key), chapter=chapter, place=place)
    if chapter.module_id != module.pk:
        return _("“%(title)s” was moved to “%(module)s”.") % {
            "title": lesson.title,
            "module": chapter.module,
        }
    return _where(lesson)


def _copy_lesson(request: HttpRequest, module: Module, key: int) -> str:
    copy = structure.duplicate_lesson(lesson=_lesson(module, key), user=request.user)
    return _("“%(title)s” was made, as a draft.") % {"title": copy.title}


def _shift_chapter(request: HttpRequest, module: Module, key: int, by: int) -> str:
    chapter = structure.shift_chapter(chapter=_chapter(module, key), by=by)
    return _chapter_place(chapter)


def _chapter_place(chapter: Chapter) -> str:
    facts = {"title": chapter.title, "place": chapter.position + 1}
    return _("The chapter “%(title)s” is now number %(place)s.") % facts


def _place_chapter(request: HttpRequest, module: Module, key: int) -> str:
    """Move a chapter by dragging within its module, or to the end of another module."""
    chapter = _chapter(module, key)
    if request.POST.get("place"):
        placed = structure.place_chapter(
            chapter=chapter, module=module, place=_number(request, "place")
        )
        return _chapter_place(placed)
    other = get_object_or_404(
        own_rows(Module, request.user, "change").select_related("course"),
        pk=_number(request, f"module-{key}"),
    )
    structure.place_chapter(chapter=chapter, module=other, place=10**6)
    return _("The chapter “%(title)s” was moved to “%(module)s” with its lessons.") % {
        "title": chapter.title,
        "module": other,
    }


def _copy_chapter(request: HttpRequest, module: Module, key: int) -> str:
    copy = structure.duplicate_chapter(chapter=_chapter(module, key), user=request.user)
    return _("The chapter “%(title)s” was made; its lessons are drafts.") % {"title": copy.title}


def _set_minutes(request: HttpRequest, module: Module, key: int) -> str:
    lesson = structure.set_minutes(
        lesson=_lesson(module, key), minutes=_number(request, f"minutes-{key}")
    )
    facts = {"title": lesson.title, "minutes": lesson.minutes}
    return _("“%(title)s” takes about %(minutes)s minutes.") % facts


Deed = Callable[[HttpRequest, Module, int], str]
DEEDS: dict[str, Deed] = {
    "lesson-up": lambda request, module, key: _shift_lesson(request, module, key, -1),
    "lesson-down": lambda request, module, key: _shift_lesson(request, module, key, 1),
    "lesson-place": _place_lesson,
    "lesson-copy": _copy_lesson,
    "lesson-minutes": _set_minutes,
    "chapter-up": lambda request, module, key: _shift_chapter(request, module, key, -1),
    "chapter-down": lambda request, module, key: _shift_chapter(request, module, key, 1),
    "chapter-place": _place_chapter,
    "chapter-copy": _copy_chapter,
}
