"""What can be found, and the tables by which it is found."""

from courses.catalogue.models.external import ExternalCourse
from courses.catalogue.models.index import (
    CatalogueState,
    CourseEntry,
    Posting,
    Word,
    WordGram,
    WordPart,
)
from courses.catalogue.models.pages import (
    Audience,
    Competence,
    CoursePage,
    ProviderIndexPage,
    ProviderPage,
    Topic,
)
from courses.catalogue.models.teachers import CourseTeacher

__all__ = [
    "Audience",
    "CatalogueState",
    "Competence",
    "CourseEntry",
    "CoursePage",
    "CourseTeacher",
    "ExternalCourse",
    "Posting",
    "ProviderIndexPage",
    "ProviderPage",
    "Topic",
    "Word",
    "WordGram",
    "WordPart",
]
