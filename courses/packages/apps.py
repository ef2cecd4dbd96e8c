"""App configuration of courses.packages."""

from importlib import import_module

from django.apps import AppConfig


class PackagesConfig(AppConfig):
    """Packages made with authoring tools: upload, examination, storage."""

    name = "courses.packages"
    # The folder of words of installed packages already bears the shorter name.
    label = "course_packages"

    def ready(self) -> None:
        """Take uploads, and let the host of packages find the trials of authors."""
        taking = import_module("courses.packages.taking")
        import_module("campus.uploads.purposes").register(taking.purpose())
        trying = import_module("courses.packages.trying")
        import_module("courses.packages.plays").register(trying.KIND, trying.find)
