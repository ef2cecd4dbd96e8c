"""People and seats in states that the demo does not show; run on the platform of the journeys.

`manage.py shell -c "from tests.browser.seeds import plant; plant()"` prints where they are.
"""

import datetime as dt
import json

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Max
from django.shortcuts import render
from django.test import RequestFactory
from wagtail.models import TaskState

from campus.demo.signins import PASSWORD
from campus.demo.tools import STEP
from campus.kit import dates
from courses.catalogue.models import CoursePage, ExternalCourse
from courses.catalogue.selectors import provider_of
from courses.certificates.services import replace, revoke, share
from courses.learning import services
from courses.learning.models import Attempt
from courses.modules.models import Module, ModuleVersion
from courses.privacy.models import Export
from courses.tools.models import Content
from members.cooperative.models import Membership
from members.organisations.models import Municipality
from members.people.services import invite
from members.roles.catalogue import Role
from members.roles.services import grant
from members.settlement.models import Statement
from tests.browser.waiting import wait
from tests.factories import competences
from tests.factories.accounts import UserFactory
from tests.factories.certificates import CertificateFactory
from tests.factories.cooperative import MembershipFactory
from tests.factories.enrolment import EnrolmentFactory
from tests.factories.learning import complete, items_of
from tests.factories.lti import make_launch
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import EmploymentFactory

# Colleagues of a town at which no other journey looks.
TOWN = "Bensheim"
NEW, KEYS = "neu@bensheim.example", "tasten@bensheim.example"
BUSY, LATE = "viel@bensheim.example", "spaet@bensheim.example"
MANAGER, CLERK = "verdienst@bensheim.example", "abrechnung@bensheim.example"
DATA, TIMED, VIDEO = (
    "datenschutz-grundlagen",
    "prozessmanagement-kommunal",
    "it-sicherheit-am-arbeitsplatz",
)
REVISED, ELSEWHERE = "barrierefreie-dokumente", "uebungen-zur-datensicherheit"
WAITING = {
    "digitale-fuehrung": "waiting",
    "aufenthaltsrecht-einstieg": "requested",
    "vergaberecht-digital": "rejected",
    "e-akte-einfuehrung": "cancelled",
}


def plant() -> None:
    """Make the people unless they are there, and print the addresses by name."""
    kept = settings.VAR_DIR / "planted.json"
    if not kept.exists():
        made = _new() | _busy() | _late() | _earning() | _teaching() | _error_pages()
        made |= wait()
        kept.write_text(json.dumps(made))
    print(kept.read_text())  # noqa: T201 - what the test reads


def found_town() -> None:
    """Found a member town with nobody but its human resources, and print how they sign in."""
    email = "personal@tausend.example"
    if not Municipality.objects.filter(slug="tausend").exists():
        town = MunicipalityFactory(name="Stadt Tausend (Demo)", slug="tausend")
        number = Membership.objects.aggregate(last=Max("number"))["last"] + 1
        resolution = Membership.objects.earliest("number").resolution
        MembershipFactory(municipality=town, number=number, resolution=resolution)
        facts = {"username": email, "email": email, "first_name": "Robin", "password": PASSWORD}
        hired = EmploymentFactory(person__user=UserFactory(**facts), municipality=town)
        grant(user=hired.person.user, role=Role.HR_MANAGER, municipality=town)
    print(json.dumps(email))  # noqa: T201 - what the test reads


def _job(email, first_name):
    facts = {"username": email, "email": email, "first_name": first_name, "password": PASSWORD}
    town = Municipality.objects.get(short_name=TOWN)
    return EmploymentFactory(
        person__user=UserFactory(**facts), municipality=town, department=town.departments.first()
    )


def _seat(job, slug, state="confirmed", **facts):
    offer = CoursePage.objects.get(slug=slug).offers.get(active=True)
    confirmed = dates.now() if state == "confirmed" else None
    return EnrolmentFactory(
        offer=offer, employment=job, state=state, confirmed_at=confirmed, **facts
    )


def _address(seat, kind="lesson", number=0):
    found = [item for item in items_of(seat) if item.kind == kind]
    return f"/lernen/kurs/{seat.registration}/{found[number].key}/", found[number].key


def _new():
    _job(NEW, "Neu")
    _job(KEYS, "Tasten")
    invited = EmploymentFactory(
        person__user=None, municipality=Municipality.objects.get(short_name=TOWN)
    )
    issued = invite(employment=invited, invited_by=None, channel="letter")
    return {"invitation": "/" + issued.url.split("/", 3)[3]}


def _busy():
    """Somebody in the middle of everything: tests begun, failed and untouched, seats refused."""
    job = _job(BUSY, "Viel")
    waiting = {f"seat_{state}": _seat(job, slug, state) for slug, state in WAITING.items()}
    seat, timed, film, away = (_seat(job, slug) for slug in (DATA, TIMED, VIDEO, ELSEWHERE))
    step = f"/lti/{away.registration}/{_address(away, 'tool')[1]}/"
    self_test, graded = _address(seat, "quiz"), _address(seat, "quiz", -1)
    for _place, key in (self_test, graded):
        closed = services.start_attempt(enrolment=seat, key=key)
        services.submit_attempt(attempt=closed)
    running = _address(timed, "quiz", -1)
    attempt = services.start_attempt(enrolment=timed, key=running[1])
    hours = dates.now() + dt.timedelta(hours=8)
    Attempt.objects.filter(pk=attempt.pk).update(ends_at=hours)
    Export.objects.create(person=job.person, done=4, total=10)
    numbers = _documents(seat)
    check = competences.begin(job.person)
    return numbers | {
        "questionnaire": f"/lernen/kompetenzen/{check.pk}/1/",
        "refused": f"/lernen/kurs/{waiting['seat_waiting'].registration}/",
        "course": f"/lernen/kurs/{seat.registration}/",
        "away": step,
        "away-silent": f"{step}antwortet-nicht/",
        "lesson": _address(seat)[0],
        "film": _address(film, number=1)[0],
        "untouched": _address(film, "quiz")[0],
        "before": _address(film, "quiz", -1)[0],
        "wrong": self_test[0],
        "failed": graded[0],
        "running": running[0],
        "submit": f"{running[0]}versuch/{attempt.pk}/abgeben/",
        "foreign": f"/lernen/kurs/{seat.registration}/{running[1]}/",
    }


def _documents(seat):
    by = UserFactory()
    facts = {"enrolment": None, "person": seat.person, "holder_name": str(seat.person)}
    valid = share(certificate=CertificateFactory(achieved=True, **facts))
    expired = CertificateFactory(valid_until=dates.today() - dt.timedelta(days=9), **facts)
    revoked = revoke(certificate=CertificateFactory(**facts), reason="Versehen", by=by)
    wrong = CertificateFactory(**facts)
    replace(certificate=wrong, reason="Name berichtigt", by=by)
    rows = {"valid": valid, "expired": expired, "revoked": revoked, "corrected": wrong}
    return {name: f"/nachweise/{row.number}/" for name, row in rows.items()}


def _late():
    """Somebody who has finished a course, and for whom time ran out elsewhere."""
    job = _job(LATE, "Spät")
    done, timed = _seat(job, DATA), _seat(job, TIMED)
    complete(done)
    first = ModuleVersion.objects.filter(module__course__slug=REVISED).order_by("number").first()
    earlier = _seat(job, REVISED, version=first)
    # Two, so that the page has a chart.
    check = [competences.finished(job.person, level=level) for level in (2, 5)][0]
    over, key = _address(timed, "quiz", -1)
    attempt = services.start_attempt(enrolment=timed, key=key)
    Attempt.objects.filter(pk=attempt.pk).update(ends_at=dates.now() - dt.timedelta(minutes=5))
    week = dt.timedelta(days=7)
    Export.objects.create(person=job.person, requested_at=dates.now() - week)
    Export.objects.create(person=job.person, ready_at=dates.now(), expires_at=dates.now() + week)
    return {
        "edition": f"/lernen/kurs/{earlier.registration}/fassung/",
        "outdated": f"/lernen/kurs/{earlier.registration}/",
        "rating": f"/bewertungen/{done.offer.course_id}/",
        "gap": f"/lernen/kompetenzen/{check.pk}/",
        "over": over,
        "passed": _address(done, "quiz", -1)[0],
        "finished": f"/lernen/kurs/{done.registration}/",
        "why": f"/lernen/kurs/{done.registration}/warum/",
    }


def _earning():
    """The management of a provider that has earned something, and somebody of the office."""
    statement = Statement.objects.select_related("provider").earliest("number")
    content = Content.objects.select_related("tool__provider").get(title=STEP["title"])
    manager, clerk = _job(MANAGER, "Verdienst").person.user, _job(CLERK, "Büro").person.user
    for provider in {statement.provider, content.tool.provider}:
        grant(user=manager, role=Role.PROVIDER_OWNER, provider=provider)
    grant(user=clerk, role=Role.OFFICE)
    chosen = {"title": "Meldung üben", "text": "", "url": content.url, "has_score": True}
    answered = {"answered_at": dates.now(), "chosen": [{**chosen, "score_maximum": "20"}]}
    launch = make_launch(tool=content.tool, user=manager, told="Ein Inhalt.", **answered)
    office = "/genossenschaft/abrechnung/"
    shown = ExternalCourse.objects.earliest("title")
    catalogue = f"/genossenschaft/kataloge/{shown.source}/"
    return {
        "external-course": shown.get_absolute_url(),
        "office-catalogue": catalogue,
        "office-catalogue-remove": f"{catalogue}entfernen/",
        "statement": f"/lehre/abrechnung/{statement.number}/",
        "office-provider": f"{office}{statement.provider.slug}/",
        "office-agreement": f"{office}{statement.provider.slug}/vereinbarung/",
        "studio-tool": f"/admin/lernwerkzeuge/{content.tool_id}/",
        "studio-tool-change": f"/admin/lernwerkzeuge/{content.tool_id}/aendern/",
        "studio-tool-content": f"/admin/lernwerkzeuge/{content.tool_id}/inhalt/",
        "chosen": f"/lti/auswahl/{launch.pk}/",
    }


def _teaching():
    """A module of an author, and a lesson of the same provider that is being reviewed."""
    module = Module.objects.get(course__slug=VIDEO)
    states = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).order_by("pk")
    waiting = [state.workflow_state.content_object for state in states]
    provider = provider_of(module.course)
    lesson = next(one for one in waiting if provider_of(one.chapter.module.course) == provider)
    review = f"/pruefung/lektion/{lesson.pk}/"
    return {
        "preview": f"/lehre/vorschau/{module.pk}/",
        "figures-of-module": f"/lehre/auswertung/{module.pk}/",
        "upkeep-of-module": f"/lehre/pflege/{module.pk}/",
        "retire-module": f"/lehre/pflege/{module.pk}/einstellen/",
        "review-module": f"/pruefung/modul/{lesson.chapter.module_id}/",
        "review-lesson": review,
        **{f"review-{name}": f"{review}{name}/" for name in ("vergleich", "verlauf", "links")},
    }


def _error_pages():
    """Draw the pages of faults that nobody can bring about without disturbing other journeys."""
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    return {
        f"drawn-{status}": render(request, f"{status}.html").content.decode()
        for status in (400, 403, 429, 500)
    }
