"""Bring the pictures and media of a folder into the provider's collection, each only once."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile, File
from django.core.files.images import ImageFile
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.utils.file import hash_filelike
from willow.image import UnrecognisedImageFormatError  # type: ignore[import-untyped]

from courses.modules.content_import.faults import named
from courses.modules.content_import.reading import file_in, rich
from courses.modules.errors import BadContent
from courses.modules.models import Media
from courses.modules.studio.groups import ensure_collection

if TYPE_CHECKING:
    from members.organisations.models import Provider


class Files:
    """The files of one folder, for one provider."""

    def __init__(self, *, folder: Path, provider: "Provider") -> None:
        self.folder = folder
        self.provider = provider
        self.collection = ensure_collection(provider=provider)

    def image(self, entry: dict[str, Any]) -> Any:
        """Return the picture of an entry; the same file is never stored twice."""
        path = file_in(self.folder, entry["file"])
        with path.open("rb") as stream:
            digest = hash_filelike(stream)
        images = get_image_model().objects
        known = images.filter(collection=self.collection, file_hash=digest).first()
        if known is not None:
            return known
        return self._store(path, entry, digest)

    def _store(self, path: Path, entry: dict[str, Any], digest: str) -> Any:
        """Add a picture to the collection; raises BadContent if it is none."""
        with path.open("rb") as stream:
            try:
                image = get_image_model()(
                    title=str(entry.get("caption") or path.stem)[:255],
                    description=str(entry.get("alt") or "")[:255],
                    collection=self.collection,
                    file=ImageFile(stream, name=path.name),
                )
            except UnrecognisedImageFormatError as error:
                raise BadContent(place=path.name, fault=_("This is no picture.")) from error
            image.file_hash = digest
            image.file_size = path.stat().st_size
            image.save()
        return image

    def document(self, entry: dict[str, Any]) -> Any:
        """Return the document of an entry; the same file is never stored twice."""
        path = file_in(self.folder, entry["file"])
        with path.open("rb") as stream:
            digest = hash_filelike(stream)
        documents = get_document_model().objects
        known = documents.filter(collection=self.collection, file_hash=digest).first()
        if known is not None:
            return known
        document = get_document_model()(
            title=str(entry.get("title") or path.stem)[:255],
            collection=self.collection,
            file=ContentFile(path.read_bytes(), name=path.name),
            file_hash=digest,
            file_size=path.stat().st_size,
        )
        with named(path.name):
            document.full_clean()
        document.save()
        return document

    def media(self, entry: dict[str, Any]) -> Media:
        """Return the film or recording of an entry; a changed file makes a new one."""
        path = file_in(self.folder, entry["file"])
        content = path.read_bytes()
        known = Media.objects.filter(provider=self.provider, title=entry["title"])
        media = next((row for row in known if _holds(row.file, content)), None)
        if media is None:
            media = Media(provider=self.provider, title=entry["title"], kind=entry["type"])
            media.file.save(path.name, ContentFile(content), save=False)
        self._attach(media, "captions", entry.get("captions"))
        self._attach(media, "poster", entry.get("poster"))
        media.transcript = rich(entry.get("transcript"))
        media.seconds = int(entry.get("seconds") or 0)
        with named(str(media.title)):
            media.full_clean()
        media.save()
        return media

    def _attach(self, media: Media, name: str, file_name: Any) -> None:
        """Store a file beside the film unless it is there already."""
        if not file_name:
            return
        path = file_in(self.folder, file_name)
        content = path.read_bytes()
        field = getattr(media, name)
        if not _holds(field, content):
            field.save(path.name, ContentFile(content), save=False)


def _holds(field: File, content: bytes) -> bool:
    """Tell whether a stored file has this content."""
    if not field or field.size != len(content):
        return False
    with field.open("rb") as stream:
        return bool(stream.read() == content)
