"""People, providers and uploads."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from courses.packages import services
from courses.packages.tasks import unpack_package
from members.roles.catalogue import Role
from members.roles.services import grant
from tests.factories.accounts import UserFactory
from tests.factories.organisations import ProviderFactory
from tests.factories.packages import scorm12_files, zipped


@pytest.fixture
def provider():
    """A provider."""
    return ProviderFactory(slug="eigen", short_name="HS Eigen")


@pytest.fixture
def take(provider):
    """Return a deed: take a package in."""

    def take(files=None, **more):
        stream = zipped(files or scorm12_files())
        return services.take_package(
            **{"provider": provider, "stream": stream, "unpacking": unpack_package, **more}
        )

    return take


@pytest.fixture
def author(client, provider, django_capture_on_commit_callbacks):
    """An author of the provider, signed in."""
    user = UserFactory()
    with django_capture_on_commit_callbacks(execute=True):
        grant(user=user, role=Role.AUTHOR, provider=provider)
    client.force_login(user)
    return user


@pytest.fixture
def upload():
    """Return a deed: a file as a browser sends it."""

    def upload(files=None, *, name="kurs.zip", content=None):
        data = zipped(files or scorm12_files()).getvalue() if content is None else content
        return SimpleUploadedFile(name, data, content_type="application/zip")

    return upload
