"""Deeds of the public site: leave feedback; give an installation its pages."""

import hashlib
import json
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from django.conf import settings
from django.db import transaction
from wagtail.models import Page, Site

from campus.kit import rates
from campus.kit.after_commit import announce
from campus.pages.errors import TooMuchFeedback
from campus.pages.models import (
    AccessibilityStatement,
    BilingualPage,
    Feedback,
    HomePage,
    StandardPage,
)
from campus.pages.signals import feedback_received

TEXTS = Path(__file__).parent / "texts"
STANDARD_PAGES = (
    "so-funktioniert-es",
    "impressum",
    "datenschutz",
    "leichte-sprache",
)
STATEMENT = "barrierefreiheit"
FEEDBACK_PER_HOUR = 5
HOUR = 3600


@transaction.atomic
def leave_feedback(
    *, kind: str, message: str, contact: str = "", page_address: str = "", sender: str
) -> Feedback:
    """Store feedback and tell higher rooms; refuse the sixth message of a sender in an hour.

    `sender` (an address on the network) is counted as a hash for an hour and not stored.
    """
    digest = hashlib.sha256(f"{settings.SECRET_KEY}{sender}".encode()).hexdigest()
    if rates.count(f"pages-feedback-{digest[:32]}", seconds=HOUR) > FEEDBACK_PER_HOUR:
        raise TooMuchFeedback
    feedback = Feedback.objects.create(
        kind=kind, message=message, contact=contact, page_address=page_address
    )
    announce(feedback_received, Feedback, feedback_id=feedback.pk)
    return feedback


@transaction.atomic
def ensure_site() -> HomePage:
    """Give the installation its home page, Site and standard pages; what exists stays as it is.

    A page that came with the platform and that nobody has edited receives its English text.
    """
    home = HomePage.objects.first() or _replace_welcome_page()
    address = urlsplit(settings.KC_BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": address.hostname or "localhost",
            "port": port,
            "site_name": settings.WAGTAIL_SITE_NAME,
            "root_page": home,
        },
    )
    for slug in STANDARD_PAGES:
        _ensure_page(home, StandardPage, slug)
    _ensure_page(home, AccessibilityStatement, STATEMENT)
    return home


def _replace_welcome_page() -> HomePage:
    """Put the home page in the place of the page that Wagtail's migrations leave behind."""
    root = Page.get_first_root_node()
    welcome = Page.objects.child_of(root).filter(slug="home").first()
    if welcome:
        welcome.slug = "welcome"
        welcome.save()
    home = HomePage(title="KommunalCampus", slug="home")
    root.add_child(instance=home)
    if welcome:
        Site.objects.filter(root_page=welcome).update(root_page=home)
        Page.objects.get(pk=welcome.pk).delete()
    home.refresh_from_db()
    return home


def _ensure_page(home: HomePage, kind: type[BilingualPage], slug: str) -> None:
    """Add a page that is missing; give one without a revision, so never edited, its English."""
    there = Page.objects.child_of(home).filter(slug=slug).first()
    if there is None:
        home.add_child(instance=kind(slug=slug, **_text(slug), **_english(slug)))
        return
    page = kind.objects.filter(pk=there.pk, latest_revision=None, title_en="").first()
    english = _english(slug)
    if page is not None and english:
        for name, value in english.items():
            setattr(page, name, value)
        page.save()


def _text(slug: str) -> dict[str, object]:
    """Read the text that comes with the platform for one of its pages."""
    content: dict[str, object] = yaml.safe_load((TEXTS / f"{slug}.yaml").read_text("utf-8"))
    if "body" in content:
        content["body"] = json.dumps(content["body"])
    return content


def _english(slug: str) -> dict[str, object]:
    """Read the English text by names of fields; easy language exists in German only."""
    name = f"{slug}.en"
    if not (TEXTS / f"{name}.yaml").is_file():
        return {}
    return {f"{field}_en": value for field, value in _text(name).items()}
