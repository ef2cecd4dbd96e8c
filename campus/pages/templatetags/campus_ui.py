"""The components every template uses; examples are in templates/README.md."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BaseForm, BoundField, Select
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from campus.kit.drawn import filled as fill
from campus.pages import charts

register = template.Library()

BADGE_ICONS = {
    "success": "check-circle",
    "info": "info",
    "warning": "alert-triangle",
    "danger": "alert-octagon",
    "neutral": "circle",
}
# Django's message levels in our words; "debug" never reaches a page.
TONES = {"error": "danger", "debug": "neutral"}
STEP_ICONS = {"done": "check", "locked": "lock"}


def step_words() -> dict[str, str]:
    """Return what an outline says about each state, for people who cannot see the mark."""
    return {
        "done": _("completed"),
        "current": _("you are here"),
        "started": _("started"),
        "locked": _("not open yet"),
        "open": _("open"),
    }


def _trimmed(content: str) -> SafeString:
    """Return a block tag's content without the space around it, so that "nothing" is false."""
    return mark_safe(content.strip())  # noqa: S308  (rendered by the template that holds the tag)


@register.simple_tag
def icon(name: str, label: str = "", extra: str = "") -> SafeString:
    """Draw an icon of the sprite; without `label` it is decoration and hidden from readers."""
    return _icon(f"{_sprite(settings.STATIC_URL)}#{name}", f"kc-icon {extra}".strip(), label)


@lru_cache(maxsize=2)
def _sprite(root: str) -> str:
    return static("campus/icons.svg")


@lru_cache(maxsize=1024)
def _icon(href: str, classes: str, label: str) -> SafeString:
    if label:
        return format_html(
            '<svg class="{}" role="img" aria-label="{}"><use href="{}"></use></svg>',
            classes,
            label,
            href,
        )
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}"></use></svg>',
        classes,
        href,
    )


@register.simple_tag
def filled(drawn: str, **values: Any) -> SafeString:
    """Put what is one reader's into a part that was drawn for many (campus.kit.drawn)."""
    return fill(drawn, **values)


@register.inclusion_tag("components/badge.html")
def badge(kind: str, text: str, icon: str = "") -> dict[str, str]:
    """A status in a word with an icon; kinds: success, info, warning, danger, neutral."""
    tone = TONES.get(kind, kind)
    return {"tone": tone, "text": text, "icon": icon or BADGE_ICONS.get(tone, "circle")}


@register.inclusion_tag("components/progress.html")
def progress(value: float, maximum: float = 100, label: str = "", text: str = "") -> dict[str, Any]:
    """A native progress bar with its numbers in words; `text` replaces the percentage."""
    share = round(100 * float(value) / float(maximum)) if maximum else 0
    words = text or _("%(percent)s %% completed") % {"percent": share}
    return {"value": value, "max": maximum or 1, "label": label, "text": words, "share": share}


@register.simple_block_tag
def page_header(content: str, title: str, lead: str = "", eyebrow: str = "") -> str:
    """The page's h1 with a lead; the content between the tags are the actions."""
    context = {"title": title, "lead": lead, "eyebrow": eyebrow, "actions": _trimmed(content)}
    return render_to_string("components/page_header.html", context)


@register.simple_block_tag
def alert(content: str, kind: str = "info", title: str = "", role: str = "") -> str:
    """A callout; `role="status"` or `"alert"` only for news that appears after an action."""
    tone = TONES.get(kind, kind)
    context = {
        "tone": tone,
        "title": title,
        "role": role,
        "icon": BADGE_ICONS.get(tone, "info"),
        "content": content,
    }
    return render_to_string("components/alert.html", context)


@register.simple_block_tag
def empty_state(content: str, title: str, text: str = "", icon: str = "search") -> str:
    """What a list says when it is empty; the content between the tags is the one action."""
    context = {"title": title, "text": text, "icon": icon, "actions": _trimmed(content)}
    return render_to_string("components/empty_state.html", context)


@register.simple_block_tag
def accordion(content: str, title: str, is_open: bool = False, level: int = 3) -> str:
    """A fold-out of `<details>`; its title is a heading of the given level."""
    context = {"title": title, "is_open": is_open, "tag": f"h{level}", "content": content}
    return render_to_string("components/accordion.html", context)


@register.inclusion_tag("components/tabs.html")
def tabs(links: Iterable[dict[str, Any]], label: str) -> dict[str, Any]:
    """Tabs that are links: dicts with `label`, `href`, `current` and perhaps `count`."""
    return {"links": links, "label": label}


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(*pairs: str, lang: str = "") -> dict[str, Any]:
    """The way here: label, address, label, address, …; the last label stands without address.

    `lang` marks a last label that is not in the language of the page.
    """
    items = [
        (pairs[i], pairs[i + 1] if i + 1 < len(pairs) else "") for i in range(0, len(pairs), 2)
    ]
    return {"items": items, "lang": lang}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: template.Context, page: Page, parameter: str = "page") -> dict[str, Any]:
    """Links to the other pages of a list; every other part of the query string is kept."""
    request = context.get("request")
    query = request.GET.copy() if request else None

    def address(number: int) -> str:
        if query is None:
            return f"?{parameter}={number}"
        query[parameter] = str(number)
        return f"?{query.urlencode()}"

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    entries = [(number, address(number) if isinstance(number, int) else "") for number in numbers]
    return {
        "page": page,
        "entries": entries,
        "previous": address(page.number - 1) if page.has_previous() else "",
        "next": address(page.number + 1) if page.has_next() else "",
    }


@register.inclusion_tag("components/field.html")
def form_field(
    field: BoundField,
    style: str = "",
    label: str = "",
    with_help: bool = True,
    with_mark: bool = True,
) -> dict[str, Any]:
    """A form field with label, help and error; `style="cards"` draws choices as cards.

    `label` and `with_help` word a packaged form anew where it stands. What may be left empty is
    marked as optional, unless `with_mark` says that one of several fields is needed.
    """
    if label:
        field.label = label
    if not with_help:
        field.help_text = ""
    if field.field.widget.attrs.get("placeholder") == field.field.label or label:
        # A placeholder that repeats the label disappears while typing and helps nobody.
        field.field.widget.attrs.pop("placeholder", None)
    widget = field.field.widget
    kind = getattr(widget, "input_type", "")
    is_group = bool(getattr(widget, "use_fieldset", False))
    described = field.aria_describedby if is_group else ""
    return {
        "field": field,
        "is_check": kind == "checkbox" and not is_group,
        "is_group": is_group,
        "described": described,
        "style": style,
        "optional": with_mark and not field.field.required and not _is_always_chosen(field),
    }


def _is_always_chosen(field: BoundField) -> bool:
    """Tell whether a list has no empty line, so that there is nothing to leave empty."""
    widget = field.field.widget
    if not isinstance(widget, Select) or widget.allow_multiple_selected:
        return False
    return all(value not in ("", None) for value, _label in widget.choices)


@register.inclusion_tag("components/form.html")
def form_fields(form: BaseForm) -> dict[str, Any]:
    """All visible fields of a form one below the other, hidden ones first."""
    return {"form": form}


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: BaseForm) -> dict[str, Any]:
    """What is wrong, above the form, each line a link to its field; empty without errors."""
    lines: list[tuple[Any, ...]] = []
    for form in forms:
        if not form.is_bound:
            continue
        lines += [("", "", error) for error in form.non_field_errors()]
        for field in form:
            # A group of choices has no id of its own to focus: lead to its first choice.
            target = field.id_for_label or f"{field.auto_id}_0"
            lines += [(target, field.label, error) for error in field.errors]
    return {"lines": lines}


@register.inclusion_tag("components/figures.html")
def key_figures(figures: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Tiles with `label`, `value` and perhaps `note`, `tone`, `icon` and `href`."""
    return {"figures": figures}


@register.inclusion_tag("components/outline.html")
def outline(groups: Iterable[dict[str, Any]], label: str) -> dict[str, Any]:
    """A course outline: dicts `title`, `steps`; a step has `label`, `state`, `href`, `note`."""
    words = step_words()
    drawn = [
        {
            "title": group.get("title", ""),
            "steps": [
                {
                    **step,
                    "icon": STEP_ICONS.get(step["state"], ""),
                    "word": words.get(step["state"], step["state"]),
                }
                for step in group["steps"]
            ],
        }
        for group in groups
    ]
    return {"groups": drawn, "label": label}


@register.filter
def grouped(value: Any) -> str:
    """Return a number as people write it, with thousands set apart."""
    return number_format(value, force_grouping=True)


def _chart(kind: str, pairs: Sequence[tuple[str, Any]], **words: Any) -> dict[str, Any]:
    return {"kind": kind, "chart": charts.layout(pairs, words.get("target")), **words}


@register.inclusion_tag("components/chart.html")
def bar_chart(
    pairs: Sequence[tuple[str, Any]],
    title: str,
    label_head: str,
    value_head: str,
    unit: str = "",
    target: Any = None,
) -> dict[str, Any]:
    """Bars for (label, value) pairs, drawn without a script, with the same numbers as a table."""
    words = {"title": title, "label_head": label_head, "value_head": value_head}
    return _chart("bar", pairs, **words, unit=unit, target=target)


@register.inclusion_tag("components/chart.html")
def line_chart(
    pairs: Sequence[tuple[str, Any]],
    title: str,
    label_head: str,
    value_head: str,
    unit: str = "",
    target: Any = None,
) -> dict[str, Any]:
    """A line through (label, value) pairs, with the same numbers as a table."""
    words = {"title": title, "label_head": label_head, "value_head": value_head}
    return _chart("line", pairs, **words, unit=unit, target=target)
