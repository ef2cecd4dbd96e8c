"""Uploads and whom they belong to."""

import factory

from campus.uploads import scratch
from campus.uploads.models import Upload
from tests.factories.accounts import UserFactory

LIMIT = 20_000_000


class UploadFactory(factory.django.DjangoModelFactory):
    """A film of ten bytes of which `sent` have come."""

    class Meta:
        model = Upload

    uploaded_by = factory.SubFactory(UserFactory)
    purpose = "media"
    name = "film.mp4"
    size = 10
    sent = b""
    offset = factory.LazyAttribute(lambda upload: len(upload.sent))

    @classmethod
    def _create(cls, model, *args, **values):
        sent = values.pop("sent")
        upload = super()._create(model, *args, **values)
        scratch.create(upload.pk)
        scratch.path_of(upload.pk).write_bytes(sent)
        return upload


def whole(content, **values):
    """Return an upload of which everything has come."""
    upload = UploadFactory(size=len(content), offset=len(content), **values)
    scratch.path_of(upload.pk).write_bytes(content)
    return upload
