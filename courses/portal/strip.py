"""The members on the public home page."""

from django.urls import reverse

from campus.pages.home import Member
from courses.portal import selectors


def members() -> list[Member]:
    """Return the municipalities that take part, each with its page and logo."""
    found = [page.municipality for page in selectors.landing_pages()]
    return [
        Member(
            name=one.name,
            href=reverse("portal:landing", args=[one.slug]),
            logo=one.logo.url if one.logo else "",
        )
        for one in found
    ]
