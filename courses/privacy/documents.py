"""An export as a file for programs and as a document for people; see docs/data-export.md."""

import datetime as dt
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import formats, timezone, translation
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campus.kit.pdf import render_pdf
from campus.kit.personal_data import Holding

FORMAT, VERSION = "kommunalcampus-personal-data", 1
# Of each kind; a document for people is not the place for ten thousand statements.
SHOWN = 200
LONGEST_VALUE = 1500
Rows = list[Mapping[str, Any]]


def as_json(sections: Mapping[str, Rows], *, at: dt.datetime) -> bytes:
    """Return everything, as the rooms hold it."""
    whole = {
        "format": FORMAT,
        "version": VERSION,
        "platform": settings.KC_BASE_URL,
        "created_at": at,
        "sections": sections,
    }
    text = json.dumps(whole, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
    return text.encode()


def as_pdf(
    sections: Mapping[str, Rows], holdings: list[Holding], *, at: dt.datetime, language: str
) -> bytes:
    """Return the same in words, as accessible PDF (PDF/UA-1)."""
    with translation.override(language):
        data = {
            "lang": language[:2],
            "title": _("My data at KommunalCampus"),
            "lead": _("Copy of %(moment)s. The JSON file holds the same in full detail.")
            % {"moment": _worded(at)},
            "sections": [_section(one, sections.get(one.name, [])) for one in holdings],
        }
    return render_pdf("privacy/export.typ", data, at=at)


def _section(holding: Holding, rows: Rows) -> dict[str, Any]:
    """Return one kind of data as the document shows it."""
    left = len(rows) - SHOWN
    more = ngettext(
        "%(count)s more entry is in the JSON file.",
        "%(count)s more entries are in the JSON file.",
        max(left, 0),
    )
    return {
        "title": _capitalised(str(holding.title)),
        "empty": "" if rows else _("Nothing is stored."),
        "entries": [_entry(holding, row) for row in rows[:SHOWN]],
        "more": more % {"count": left} if left > 0 else "",
    }


def _entry(holding: Holding, row: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return what people are shown of a row, without what is empty."""
    found = []
    for path, label in holding.labels.items():
        value = _at(row, path)
        words = holding.words.get(path, {})
        text = str(words[value]) if value in words else _worded(value)
        if text:
            found.append({"label": _capitalised(str(label)), "value": text[:LONGEST_VALUE]})
    return found


def _at(row: Any, path: str) -> Any:
    """Return the value at a path of keys, None where there is none."""
    for key in path.split("."):
        row = row.get(key) if isinstance(row, Mapping) else None
    return row if isinstance(row, str | int | Decimal | UUID | dt.date | None) else str(row)


def _worded(value: Any) -> str:
    """Return a value as people read it."""
    if isinstance(value, str) and (moment := _moment(value)):
        value = moment
    if isinstance(value, dt.datetime):
        return formats.date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, dt.date):
        return formats.date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, Decimal):
        return str(formats.localize(value.normalize()))
    return "" if value is None else str(value)


def _moment(text: str) -> dt.datetime | None:
    """Return the moment that a statement writes as text."""
    try:
        found = parse_datetime(text) if len(text) > 18 else None
    except ValueError:
        return None
    return found if found and found.tzinfo else None


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
