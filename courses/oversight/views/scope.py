"""Which municipality, staff, obligations and day a request is about."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import Http404
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from campus.kit import dates
from campus.kit.errors import DomainError
from courses.assignments import rules
from courses.assignments.states import LATE
from courses.assignments.words import LABELS
from courses.oversight import selectors
from courses.oversight.errors import FAULTS
from courses.oversight.wishes import OFFERED, TOWN, Wish, read
from members.people import selectors as people
from members.policies import selectors as policies
from members.policies.sights import Shown, Sight

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from courses.oversight.selectors import Column, Job, Unit
    from members.accounts.models import User
    from members.accounts.requests import SignedInRequest
    from members.organisations.models import Municipality
    from members.people.models import Employment


def municipality_of(request: "SignedInRequest") -> "Municipality":
    """Return the municipality of the page: the one asked for, else the first; 403 or 404."""
    mine = rules.places_to_see(request.user)
    slug = request.GET.get(TOWN)
    found = next((one for one in mine if not slug or one.slug == slug), None)
    if found is None:
        if slug and mine:
            raise Http404
        raise PermissionDenied
    return found


@dataclass(frozen=True)
class Choice:
    """What was chosen above the matrix; screen, files and sums follow it alike."""

    user: "User"
    municipality: "Municipality"
    wish: Wish
    shown: Shown
    departments: "list[Unit]"
    department: "Unit | None"
    columns: "list[Column]"

    @property
    def day(self) -> dt.date:
        """Return the day that is shown."""
        return self.wish.day or dates.today()

    @property
    def is_filtered(self) -> bool:
        """Tell whether somebody may be left out."""
        return bool(self.wish.statuses) or self.department is not None

    @cached_property
    def chosen(self) -> "list[Column]":
        """Return the obligations that were chosen, all if none was."""
        wanted = set(self.wish.columns)
        return [one for one in self.columns if not wanted or one.pk in wanted]

    @property
    def staff_without_filter(self) -> "QuerySet[Employment]":
        """Return the people of the day and the department, whatever their status."""
        staff = rules.visible_staff(self.user, self.municipality, day=self.day)
        if self.department is None:
            return staff
        keys = selectors.below(self.departments, self.department)
        return selectors.working_in(staff, keys, self.day)

    @property
    def staff(self) -> "QuerySet[Employment]":
        """Return the people who are shown."""
        staff = self.staff_without_filter
        if not self.wish.statuses:
            return staff
        return selectors.with_statuses(staff, self.wish.statuses, self.chosen, self.day)

    def page(self, number: str | None, size: int) -> "tuple[Page, list[Job]]":
        """Return a page of the people who are shown."""
        if self.is_filtered or not self.may_manage:
            # The filter is asked once, for the keys of all; the names are read of a page only.
            page = Paginator(list(self.staff.values_list("pk", flat=True)), size).get_page(number)
            return page, self.lines_of(self.staff_of(page.object_list))
        # Everybody: by queries that were worked out before.
        count = selectors.count_in(self.municipality, self.day)
        page = Paginator(range(count), size).get_page(number)
        first = (page.number - 1) * size
        return page, selectors.jobs_in(self.municipality, self.day, first, size)

    def lines_of(self, staff: "QuerySet[Employment]") -> "list[Job]":
        """Return people as lines begin, with no departments but those that the user sees."""
        return selectors.jobs(staff, self.day, self.told)

    @property
    def told(self) -> set[int] | None:
        """Return the departments whose names stand beside people; None stands for all."""
        return None if self.may_manage else {one.pk for one in self.departments}

    def staff_of(self, keys: Iterable[int]) -> "QuerySet[Employment]":
        """Return some of the people by their keys."""
        return rules.visible_staff(self.user, self.municipality, day=self.day).filter(pk__in=keys)

    @property
    def query(self) -> str:
        """Return the choice as an address, after the question mark."""
        return self.wish.query(self.municipality.slug)

    def query_of(self, department: str) -> str:
        """Return the choice with another department, as an address."""
        return replace(self.wish, department=department).query(self.municipality.slug)

    def today(self) -> "Choice":
        """Return the same choice as of today."""
        return replace(self, wish=self.wish.today())

    @property
    def may_save(self) -> bool:
        """Tell whether the works agreement allows files."""
        return Sight.FILES in self.shown

    @property
    def fault(self) -> DomainError | None:
        """Return what is wrong with the day that was typed."""
        return FAULTS[self.wish.fault]() if self.wish.fault else None

    @cached_property
    def unknown_before(self) -> dt.date | None:
        """Return since when moves are known where the day lies before, else None."""
        since = people.known_since() if self.wish.day else None
        return since if since and self.day < since else None

    @property
    def may_manage(self) -> bool:
        """Tell whether the user sets the obligations."""
        return rules.may_manage(self.user, self.municipality)


def choice_of(request: "SignedInRequest") -> Choice:
    """Read the filter; a department or an obligation that the user may not see is 404."""
    municipality = municipality_of(request)
    shown = policies.shown_in(municipality.pk)
    wish = allowed(read(request.GET, dates.today()), shown)
    departments = selectors.departments(request.user, municipality)
    department = next((one for one in departments if str(one.pk) == wish.department), None)
    if wish.department and department is None:
        raise Http404
    columns = selectors.columns(request.user, municipality, wish.day or dates.today())
    choice = Choice(request.user, municipality, wish, shown, departments, department, columns)
    # On another day other obligations ran: those that did not are no columns then.
    if wish.columns and not wish.day and len(choice.chosen) < len(wish.columns):
        raise Http404
    return choice


def allowed(wish: Wish, shown: Shown) -> Wish:
    """Return the wish as far as the works agreement allows it.

    Whoever went back day by day would find the day on which something was fulfilled.
    """
    if wish.day and Sight.FULFILLED_ON not in shown:
        return Wish(wish.department, wish.statuses, wish.columns, None, "", "day_hidden")
    return wish


def choice_words(choice: Choice) -> str:
    """Return in words who stands in the matrix, as a heading of its file."""
    who = choice.department.name if choice.department else _("All departments")
    if choice.wish.statuses == LATE:
        return ", ".join([who, _("only overdue")])
    return ", ".join([who, *(str(LABELS[one]) for one in OFFERED if one in choice.wish.statuses)])


def day_words(day: dt.date) -> str:
    """Return the day of a matrix in words."""
    return _("as of %(day)s") % {"day": date_format(day, "DATE_FORMAT")}
