"""Fields in which somebody chooses among courses, so that equal titles can be told apart."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage


def name_of(course: "CoursePage") -> str:
    """Return the title, and of a municipality's own unit that it is one.

    A unit that was given to all municipalities stands beside the one that it was made from.
    """
    if course.only_for_id is None:
        return str(course.title)
    return _("%(title)s (own unit)") % {"title": course.title}


class CourseChoice(forms.ModelChoiceField):
    """A choice of one course."""

    def label_from_instance(self, obj: Any) -> str:
        """Return what the course is called in a list to choose from."""
        return name_of(obj)


class CourseChoices(forms.ModelMultipleChoiceField):
    """A choice of several courses."""

    def label_from_instance(self, obj: Any) -> str:
        """Return what the course is called in a list to choose from."""
        return name_of(obj)
