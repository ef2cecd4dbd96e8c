"""The cadastre of obligations in the demo: examples with their law, one of which has changed."""

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model

from campus.kit import dates
from courses.assignments import selectors as assignments
from courses.cadastre import services

if TYPE_CHECKING:
    from courses.cadastre.models import Entry, Version
    from courses.catalogue.models import CoursePage
    from members.accounts.models import User
    from members.organisations.models import Municipality

Courses = Mapping[str, "CoursePage"]
OFFICE = "buero@kommunalcampus.example"
NOTE = "\n\nBeispiel der Demo, keine Rechtsberatung."
LAWS = "https://www.gesetze-im-internet.de"
# The town's obligation of this course was made of the entry before it changed.
ADOPTED = "it-sicherheit-am-arbeitsplatz"
CHANGE = "Neu: Auch mobile Geräte zählen dazu, und Vorfälle sind noch am selben Tag zu melden."
NEW_BASIS = "Art. 32 DSGVO; IT-Grundschutz des BSI, Baustein ORP.3 (Demo, Fassung 2)"
NEW_TEXT = (
    "Wer mit Computer oder mobilen Geräten der Kommune arbeitet, wird zu Beginn und dann jährlich "
    "in Informationssicherheit geschult: sichere Passwörter, Phishing, mobiles Arbeiten und das "
    "Melden von Vorfällen noch am selben Tag." + NOTE
)
ENTRIES: tuple[dict[str, Any], ...] = (
    {
        "title": "Datenschutz: Schulung der Beschäftigten",
        "legal_basis": "Art. 39 Abs. 1 Buchst. b und Art. 32 Abs. 4 DSGVO (Demo)",
        "text": "Alle, die personenbezogene Daten verarbeiten, werden geschult und für den "
        "Datenschutz sensibilisiert. Die Verordnung nennt keinen festen Abstand; hier sind zwei "
        "Jahre vorgeschlagen." + NOTE,
        "source_url": "https://eur-lex.europa.eu/eli/reg/2016/679",
        "target_group": "Alle Beschäftigten, die mit personenbezogenen Daten arbeiten",
        "course": "datenschutz-grundlagen",
        "valid_months": 24,
    },
    {
        "title": "Informationssicherheit am Arbeitsplatz",
        "legal_basis": "Art. 32 DSGVO; IT-Grundschutz des BSI, Baustein ORP.3 (Demo)",
        "text": "Wer mit Computer arbeitet, wird zu Beginn und dann jährlich in "
        "Informationssicherheit geschult: sichere Passwörter, Phishing und das Melden von "
        "Vorfällen." + NOTE,
        "source_url": "https://www.bsi.bund.de/",
        "target_group": "Alle Beschäftigten mit Computer",
        "course": ADOPTED,
        "valid_months": 12,
    },
    {
        "title": "Arbeitsschutz: jährliche Unterweisung",
        "legal_basis": "§ 12 Abs. 1 ArbSchG; § 4 Abs. 1 DGUV Vorschrift 1 (Demo)",
        "text": "Beschäftigte werden über Sicherheit und Gesundheitsschutz bei der Arbeit "
        "unterwiesen: bei der Einstellung, bei Veränderungen und mindestens einmal im Jahr. Die "
        "Unterweisung gehört zum Arbeitsplatz und wird dokumentiert." + NOTE,
        "source_url": f"{LAWS}/arbschg/__12.html",
        "target_group": "Alle Beschäftigten",
        "proof": "Unterweisung am Arbeitsplatz",
        "due_start": "entry",
        "valid_months": 12,
    },
    {
        "title": "Erste Hilfe: Fortbildung der Ersthelfenden",
        "legal_basis": "§ 10 ArbSchG; § 26 Abs. 3 DGUV Vorschrift 1 (Demo)",
        "text": "Ersthelferinnen und Ersthelfer werden in der Regel alle zwei Jahre "
        "fortgebildet." + NOTE,
        "source_url": f"{LAWS}/arbschg/__10.html",
        "target_group": "Alle, die als Ersthelferin oder Ersthelfer benannt sind",
        "proof": "Bescheinigung über die Erste-Hilfe-Fortbildung",
        "due_amount": 3,
        "due_unit": "months",
        "valid_months": 24,
        "expiry_rule": "previous",
    },
    {
        "title": "Schutz vor Benachteiligung",
        "legal_basis": "§ 12 Abs. 2 AGG (Demo)",
        "text": "Der Arbeitgeber soll in geeigneter Weise, besonders bei der Aus- und "
        "Fortbildung, auf die Unzulässigkeit von Benachteiligungen hinweisen." + NOTE,
        "source_url": f"{LAWS}/agg/__12.html",
        "target_group": "Alle Beschäftigten, zuerst Führungskräfte",
        "proof": "Schulung zum Allgemeinen Gleichbehandlungsgesetz",
        "due_amount": 6,
        "due_unit": "months",
    },
)
USUAL = {
    "course": None,
    "proof": "",
    "due_start": "assignment",
    "due_amount": 30,
    "due_unit": "days",
    "valid_months": None,
    "expiry_rule": "completion",
}


def add_cadastre(courses: Courses, town: "Municipality") -> None:
    """Publish the entries half a year ago, adopt one, and change it two days ago."""
    clerk: User = get_user_model().objects.get(email=OFFICE)  # type: ignore[assignment]
    for data in ENTRIES:
        with dates.moved_clock(dates.now() - dt.timedelta(days=180)):
            version = _published(None, _content(data, courses), clerk)
        if data.get("course") == ADOPTED:
            _adopt(version, courses[ADOPTED], town)
            changed = {**data, "legal_basis": NEW_BASIS, "text": NEW_TEXT}
            with dates.moved_clock(dates.now() - dt.timedelta(days=2)):
                _published(version.entry, _content(changed, courses), clerk, change=CHANGE)


def _content(data: Mapping[str, Any], courses: Courses) -> dict[str, Any]:
    course = courses[data["course"]] if data.get("course") else None
    return {**USUAL, **data, "course": course}


def _published(
    entry: "Entry | None", content: Mapping[str, Any], clerk: "User", *, change: str = ""
) -> "Version":
    draft = services.write(entry=entry, content=content, change=change, by=clerk)
    return services.publish(entry=draft.entry, by=clerk)


def _adopt(version: "Version", course: "CoursePage", town: "Municipality") -> None:
    """Note that the town's obligation of the course was made of the entry."""
    obligation = assignments.running(town).filter(course=course).first()
    if obligation and obligation.created_by:
        with dates.moved_clock(obligation.created_at):
            services.adopt(version=version, obligation=obligation, by=obligation.created_by)
