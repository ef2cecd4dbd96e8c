"""A course taught with packages and a learning tool, and a draft that the gate keeps back.

Made on the demo's day itself, after its history. The packages are the demo's own; they are packed
from the folders in `content/packages`, so that an author finds them as if they had been uploaded.
"""

import io
import uuid
import zipfile
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import transaction

from campus.demo import source
from campus.demo.tools import add_tools
from campus.kit import dates
from courses.catalogue import selectors as catalogue_reads
from courses.catalogue import services as catalogue
from courses.enrolment import services as enrolment
from courses.modules import services as modules
from courses.packages import services as packages
from courses.packages.tasks import unpack_package

if TYPE_CHECKING:
    from courses.modules.models import Chapter, Module
    from courses.packages.models import Package
    from courses.tools.models import Content
    from members.accounts.models import User
    from members.organisations.models import Provider

SLUG, TITLE = "uebungen-zur-datensicherheit", "Übungen zur Datensicherheit"
PROVIDER = "dhbw"
# A fixed moment in every entry: two loads of a day pack the same bytes.
PACKED = (2026, 1, 1, 0, 0, 0)
FACTS = {
    "promise": "Sie üben an kurzen Aufgaben, die eine Hochschule fertig mitbringt.",
    "description": "<p>Zwei Übungen aus Autorenwerkzeugen: ein Paket nach SCORM 1.2 zu Passwörtern "
    "und ein Kurs nach cmi5 zur Meldung einer Datenpanne. Es geht immer dort weiter, wo Sie "
    "aufgehört haben. Der letzte Schritt führt als Beispiel in das Moodle einer Hochschule.</p>",
    "goals": "Sie wählen sichere Passwörter.\nSie erkennen und melden eine Datenpanne.",
    "audience": "Alle Mitarbeitenden mit einem Computer-Arbeitsplatz.",
    "level": "basic",
    "format": "on_demand",
    "licence": "CC-BY-SA-4.0",
    "accessibility": "Beide Übungen sind mit der Tastatur bedienbar und sagen Ergebnisse an.",
}
LESSONS: tuple[dict[str, Any], ...] = (
    {
        "folder": "scorm",
        "title": "Sichere Passwörter üben",
        "minutes": 5,
        "graded": True,
        "completion": "scored",
        "pass_percent": 60,
    },
    {"folder": "cmi5", "title": "Eine Datenpanne melden", "minutes": 6, "completion": "reported"},
)
DRAFT = "Entwurf: Was die Prüfung auf Barrieren findet"
# A heading that leaves a level out, a link without a meaning.
BARRED = (
    '<h3>Merkblatt</h3><p>Das Merkblatt finden Sie <a href="https://www.bsi.bund.de/">hier</a>.</p>'
)


@transaction.atomic
def add_parcels(providers: Mapping[str, "Provider"]) -> None:
    """Add the course, open it for booking, and leave a draft with barriers."""
    provider, author = providers[PROVIDER], _user_of(f"autor@{PROVIDER}.example")
    module = _module(provider)
    chapter = modules.add_chapter(module=module, title="Üben mit Paketen")
    for position, facts in enumerate(LESSONS, start=1):
        _add_lesson(chapter, position, facts, author)
    _add_step(chapter, len(LESSONS) + 1, add_tools(providers))
    modules.freeze(module=module, at=dates.now())
    _draft(modules.add_chapter(module=module, title="In Arbeit"))
    enrolment.open_offer(course=module.course, price=Decimal(0))


def _user_of(email: str) -> "User | None":
    return get_user_model().objects.filter(email=email).first()


def _module(provider: "Provider") -> "Module":
    topics = catalogue_reads.topics_by_slug(["it-sicherheit", "datenschutz"])
    course = catalogue.put_course(provider=provider, slug=SLUG, title=TITLE, topics=topics, **FACTS)
    return modules.ensure_module(course=course, provider=provider)


def _key(name: str) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{PROVIDER}/{SLUG}/{name}")


def _add_lesson(
    chapter: "Chapter", position: int, facts: Mapping[str, Any], author: "User | None"
) -> None:
    folder, values = facts["folder"], {k: v for k, v in facts.items() if k != "folder"}
    lesson = apps.get_model("modules.Lesson")(
        chapter=chapter,
        position=position,
        key=_key(folder),
        kind="package",
        package=_package(chapter, folder, author),
        live=False,
        **values,
    )
    lesson.full_clean(exclude=["body"])
    lesson.save()
    modules.publish_lesson(lesson=lesson)


def _add_step(chapter: "Chapter", position: int, content: "Content") -> None:
    """Let a lesson lead to another site; learners end it themselves, for that site is made up."""
    lesson = apps.get_model("modules.Lesson")(
        chapter=chapter,
        position=position,
        key=_key("lernwerkzeug"),
        title=content.title,
        minutes=5,
        kind="tool",
        tool_content=content,
        completion="button",
        live=False,
    )
    lesson.full_clean(exclude=["body"])
    lesson.save()
    modules.publish_lesson(lesson=lesson)


def _package(chapter: "Chapter", folder: str, author: "User | None") -> "Package":
    taken = packages.take_package(
        provider=chapter.module.provider,
        stream=packed(folder),
        unpacking=unpack_package,
        file_name=f"{folder}.zip",
        user=author,
    )
    # At once: the lesson needs a package that is ready, and the task finds nothing left to do.
    return packages.unpack(package_id=taken.pk) or taken


def packed(folder: str) -> io.BytesIO:
    """Return a folder of the demo as an authoring tool would export it."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted((source.CONTENT / "packages" / folder).iterdir()):
            archive.writestr(zipfile.ZipInfo(path.name, PACKED), path.read_bytes())
    target.seek(0)
    return target


def _draft(chapter: "Chapter") -> None:
    """Leave what authors meet when something shuts people out: it cannot be published."""
    body = [{"type": "paragraph", "value": BARRED, "id": str(_key("absatz"))}]
    apps.get_model("modules.Lesson").objects.create(
        chapter=chapter,
        position=1,
        key=_key("entwurf"),
        title=DRAFT,
        minutes=3,
        body=body,
        live=False,
        has_unpublished_changes=True,
    )
