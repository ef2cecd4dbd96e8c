"""Everything a provider can own, with a secret in it, and the people of another provider."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.test import Client
from wagtail.admin.models import EditingSession
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import (
    CollectionViewRestriction,
    Comment,
    PageViewRestriction,
    Site,
    UploadedFile,
    Workflow,
)

from campus.kit import dates
from campus.pages.models import Feedback
from courses.modules import services
from courses.modules.collected import QuestionOrigin
from courses.modules.studio.groups import ensure_collection
from courses.modules.studio.services import setup_studio
from courses.packages.models import Package, State
from members.roles.catalogue import Role
from members.roles.services import grant
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import CoursePageFactory
from tests.factories.lti import make_tool
from tests.factories.modules import (
    ChapterFactory,
    LessonFactory,
    MediaFactory,
    paragraph,
    question,
)
from tests.factories.organisations import MunicipalityFactory, ProviderFactory
from tests.factories.units import make_unit
from tests.factories.uploads import UploadFactory

# Every foreign title, file, name and text begins with it; a search asks for it in small letters,
# so that the words of the search in an answer are no find.
SECRET = "Qx7Geheim"
INSIDERS = (Role.PROVIDER_OWNER, Role.AUTHOR, Role.REVIEWER, Role.TUTOR, Role.ANALYST)


@dataclass
class Belongings:
    """What belongs to one provider, each thing under the name by which addresses ask for it."""

    slug: str
    mark: str
    things: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.provider = ProviderFactory(
            name=f"{self.mark} Hochschule", short_name=f"{self.mark} HS", slug=self.slug
        )
        setup_studio()
        self.writer = UserFactory(
            username=f"{self.mark}-schreibt",
            email=f"{self.mark}@hochschule.example",
            first_name=self.mark,
            last_name=f"{self.mark}-Mensch",
        )
        grant(user=self.writer, role=Role.AUTHOR, provider=self.provider)
        self._teach()
        self._keep_files()
        self._work()

    def key(self, kind: str) -> Any:
        """Return the key of a thing as it stands in addresses."""
        return self.things[kind].pk

    def _teach(self) -> None:
        course = CoursePageFactory(
            provider=self.provider, title=f"{self.mark} Kurs", promise=f"{self.mark} Versprechen"
        )
        draft = CoursePageFactory(provider=self.provider, title=f"{self.mark} Plan", live=False)
        module = services.ensure_module(course=course, provider=self.provider)
        chapter = ChapterFactory(module=module, title=f"{self.mark} Kapitel")
        asked = question(prompt=f"{self.mark} Frage?")
        body = [paragraph(f"<p>{self.mark} Text</p>"), asked]
        lesson = LessonFactory(chapter=chapter, title=f"{self.mark} Lektion", body=body)
        services.publish_lesson(lesson=lesson)
        waiting = LessonFactory(
            chapter=chapter, title=f"{self.mark} Entwurf", body=body, live=False
        )
        places = {"lesson": waiting, "origin": lesson, "origin_block": asked["id"]}
        taken = QuestionOrigin.objects.create(block=asked["id"], digest="", **places)
        for row in (course, draft, waiting):
            row.save_revision(user=self.writer)
        Comment.objects.create(
            page=draft, user=self.writer, text=f"{self.mark} Anmerkung", contentpath="promise"
        )
        self.things |= {
            "page": draft,
            "live_page": course,
            "parent": draft.get_parent(),
            "module": module,
            "chapter": chapter,
            "lesson": waiting,
            "live_lesson": lesson,
            "question_origin": taken,
            "page_revision": draft.latest_revision,
            "lesson_revision": waiting.latest_revision,
        }

    def _keep_files(self) -> None:
        collection = ensure_collection(provider=self.provider)
        place = {"collection": collection, "uploaded_by_user": self.writer}
        picture = ImageFile(get_test_image_file().file, name=f"{self.mark}-bild.png")
        image = get_image_model().objects.create(
            title=f"{self.mark} Bild", file=picture, description=f"{self.mark} Alt", **place
        )
        document = get_document_model().objects.create(
            title=f"{self.mark} Dokument",
            file=ContentFile(b"x", name=f"{self.mark}-dokument.txt"),
            **place,
        )
        for row in (image, document):
            row.tags.add(f"{self.mark}-wort")
        film = ContentFile(b"film", name=f"{self.mark}-film.mp4")
        self.things |= {
            "collection": collection,
            "image": image,
            "document": document,
            "media": MediaFactory(provider=self.provider, title=f"{self.mark} Film", file=film),
            "package": Package.objects.create(
                provider=self.provider,
                title=f"{self.mark} Paket",
                kind="html",
                digest="0" * 64,
                size=1,
                file_count=1,
                parts=[{"key": "a", "title": "", "href": "a.html", "talks": False, "settings": {}}],
                state=State.READY,
            ),
            "upload": UploadFactory(
                uploaded_by=self.writer, name=f"{self.mark} Film.mp4", sent=b"01234"
            ),
            "tool": make_tool(provider=self.provider, name=f"{self.mark} Werkzeug"),
        }
        models = {"image_upload": get_image_model(), "document_upload": get_document_model()}
        for name, model in models.items():
            self.things[name] = UploadedFile.objects.create(
                file=ContentFile(b"x", name=f"{self.mark}-{name}.png"),
                uploaded_by_user=self.writer,
                for_content_type=ContentType.objects.get_for_model(model),
            )

    def _work(self) -> None:
        """Submit for review, lock, protect and open editors."""
        workflow = Workflow.objects.get(name="Redaktion")
        for kind in ("page", "lesson"):
            row = self.things[kind]
            state = workflow.start(row, self.writer)
            self.things |= {
                f"{kind}_state": state,
                f"{kind}_task_state": state.current_task_state,
                f"{kind}_session": EditingSession.objects.create(
                    user=self.writer, content_object=row, last_seen_at=dates.now()
                ),
            }
        for row in (self.things["live_page"], self.things["live_lesson"]):
            row.locked, row.locked_by, row.locked_at = True, self.writer, dates.now()
            row.save(update_fields=["locked", "locked_by", "locked_at"])
        words = {"restriction_type": "password", "password": f"{self.mark}-Kennwort"}
        PageViewRestriction.objects.create(page=self.things["page"], **words)
        CollectionViewRestriction.objects.create(collection=self.things["collection"], **words)
        self.things |= {
            "workflow": workflow,
            "task": workflow.tasks.first(),
            "site": Site.objects.get(),
            "user": self.writer,
            "group": Group.objects.get(name=f"provider:{self.slug}:author"),
            "feedback": Feedback.objects.create(kind="idea", message=f"{self.mark} Lob"),
        }


@dataclass
class World:
    """Two providers: the people work for the first, the secrets belong to the second."""

    own: Belongings = field(default_factory=lambda: Belongings("eigen", "Eigenes"))
    foreign: Belongings = field(default_factory=lambda: Belongings(f"{SECRET}-hs", SECRET))
    clients: dict[Role, Client] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # A town's own unit, made outside of the admin, stands below a page of its own provider.
        town = MunicipalityFactory(name=f"Stadt {SECRET}", short_name=SECRET)
        make_unit(town, title=f"{SECRET} Einheit", promise=f"{SECRET} Satz", by=self.foreign.writer)
        for role in INSIDERS:
            user = UserFactory(username=role.value)
            grant(user=user, role=role, provider=self.own.provider)
            user.refresh_from_db()
            self.clients[role] = Client(raise_request_exception=False)
            self.clients[role].force_login(user)
