"""App configuration of courses.packages."""

from django.apps import AppConfig


class PackagesConfig(AppConfig):
    """Packages made with authoring tools: upload, examination, storage."""

    name = "courses.packages"
    # The folder of words of installed packages already bears the shorter name.
    label = "course_packages"
