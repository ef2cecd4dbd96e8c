"""Feedback and the pages every installation has."""

import json

import pytest
from wagtail.models import Page, Site

from campus.pages import services
from campus.pages.errors import TooMuchFeedback
from campus.pages.models import AccessibilityStatement, Feedback, HomePage, StandardPage
from campus.pages.services import FEEDBACK_PER_HOUR, ensure_site, leave_feedback
from campus.pages.signals import feedback_received

pytestmark = pytest.mark.django_db


def leave(sender="192.0.2.1"):
    return leave_feedback(kind="fault", message="Der Knopf tut nichts.", sender=sender)


def test_leave_feedback_stores_it_and_tells_after_the_commit(django_capture_on_commit_callbacks):
    heard = []

    def listener(sender, feedback_id, **kwargs):
        heard.append(feedback_id)

    feedback_received.connect(listener)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            feedback = leave()
    finally:
        feedback_received.disconnect(listener)
    assert heard == [feedback.pk]
    assert Feedback.objects.get().message == "Der Knopf tut nichts."
    assert feedback.answered_at is None


def test_leave_feedback_too_often_in_an_hour_is_refused_for_this_sender_only():
    for _ in range(FEEDBACK_PER_HOUR):
        leave()
    with pytest.raises(TooMuchFeedback, match="warten Sie eine Stunde"):
        leave()
    leave(sender="192.0.2.2")
    assert Feedback.objects.count() == FEEDBACK_PER_HOUR + 1


def test_ensure_site_in_a_fresh_database_replaces_the_welcome_page():
    home = HomePage.objects.get()
    assert home.url_path == "/home/"
    assert not Page.objects.filter(title__startswith="Welcome").exists()
    assert Site.objects.get().root_page_id == home.pk


def test_ensure_site_again_changes_nothing_that_editors_have_written():
    page = StandardPage.objects.get(slug="impressum")
    page.lead = "Eigene Angaben"
    page.save()
    before = Page.objects.count()
    ensure_site()
    assert Page.objects.count() == before
    assert StandardPage.objects.get(slug="impressum").lead == "Eigene Angaben"


def test_ensure_site_puts_back_a_page_that_was_deleted():
    StandardPage.objects.get(slug="datenschutz").delete()
    AccessibilityStatement.objects.get().delete()
    ensure_site()
    assert StandardPage.objects.filter(slug="datenschutz").exists()
    assert AccessibilityStatement.objects.get().slug == "barrierefreiheit"


def test_ensure_site_takes_host_and_port_from_the_settings(settings):
    settings.KC_BASE_URL = "https://lernen.musterland.example"
    ensure_site()
    site = Site.objects.get()
    assert (site.hostname, site.port) == ("lernen.musterland.example", 443)


def without_english(slug):
    """Set a page back to what an installation had before English texts existed."""
    StandardPage.objects.filter(slug=slug).update(title_en="", lead_en="", body_en="[]")
    return StandardPage.objects.get(slug=slug)


def test_ensure_site_gives_a_page_nobody_has_edited_its_english_text():
    assert not without_english("impressum").has_english
    ensure_site()
    page = StandardPage.objects.get(slug="impressum")
    assert page.has_english
    assert page.title_en == "Legal notice"


def test_ensure_site_leaves_a_page_with_a_revision_without_english():
    without_english("impressum").save_revision().publish()
    ensure_site()
    assert StandardPage.objects.get(slug="impressum").title_en == ""


def test_ensure_site_again_keeps_an_english_text_that_was_changed():
    StandardPage.objects.filter(slug="impressum").update(title_en="Imprint")
    ensure_site()
    assert StandardPage.objects.get(slug="impressum").title_en == "Imprint"


def test_ensure_site_gives_easy_language_no_english_text():
    assert StandardPage.objects.get(slug="leichte-sprache").title_en == ""


@pytest.mark.parametrize("slug", [*services.STANDARD_PAGES, services.STATEMENT])
def test_english_texts_of_the_platform_have_every_part_of_the_german_ones(slug):
    german, english = services._text(slug), services._english(slug)
    if english:
        kind = AccessibilityStatement if slug == services.STATEMENT else StandardPage
        assert set(english) == {f"{name}_en" for name in kind.TEXTS}
        blocks = [
            json.loads(str(text.get(name, "[]")))
            for text, name in ((german, "body"), (english, "body_en"))
        ]
        assert [one["type"] for one in blocks[0]] == [one["type"] for one in blocks[1]]


def test_texts_of_the_platform_exist_for_every_standard_page():
    for slug in (*services.STANDARD_PAGES, services.STATEMENT):
        assert (services.TEXTS / f"{slug}.yaml").is_file()
