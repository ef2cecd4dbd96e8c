"""Addresses of the platform; every prefix here is a reserved slug for pages."""

from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from campus.operations.media import media
from courses.enrolment.provider_offer_views import own_offers
from courses.learning.file_views import lesson_file

urlpatterns = [
    path("", include("campus.operations.urls")),
    path("media/lessons/<path:path>", lesson_file, name="lesson_file"),
    path("media/<path:path>", media, name="media"),
    # Wagtail's own sign-in would go round the second factor; allauth's stands in front of it.
    path("admin/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("admin/password_reset/", RedirectView.as_view(pattern_name="account_reset_password")),
    path("admin/", include("courses.modules.admin_urls")),
    path("admin/lernspeicher/", include("campus.records.urls")),
    path("admin/hochladen/", include("campus.uploads.urls")),
    path("admin/pakete/", include("courses.packages.urls")),
    path("admin/lernwerkzeuge/", include("courses.tools.urls")),
    path("admin/austausch/", include("courses.exchange.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("dokumente/", include(wagtaildocs_urls)),
    path("personal/mitarbeitende/einlesen/", include("members.imports.urls")),
    path("", include("members.policies.urls")),
    path("", include("members.people.urls")),
    path("", include("members.messages.urls")),
    path("", include("members.sign_on.urls")),
    path("konto/", include("members.sign_on.protocol_urls")),
    path("konto/", include("allauth.account.urls")),
    path("konto/2fa/", include("allauth.mfa.urls")),
    path("xapi/", include("courses.xapi.urls")),
    path("sprache/", include("django.conf.urls.i18n")),
    path("api/moochub/", include("courses.exchange.feed_urls")),
    path("katalog/", include("courses.catalogue.urls")),
    path("", include("courses.catalogue.crawling_urls")),
    path("lernen/kurs/", include("courses.learning.urls")),
    path("lernen/paket/", include("courses.playing.urls")),
    path("lernen/cmi5/", include("courses.cmi5.urls")),
    path("lti/", include("courses.lti.urls")),
    path("genossenschaft/kataloge/", include("courses.exchange.catalogue_urls")),
    path("genossenschaft/lernwerkzeuge/", include("courses.tools.approval_urls")),
    path("lernen/zeitzugaben/", include("courses.learning.extra_time_urls")),
    path("lernen/notizen/", include("courses.feedback.note_urls")),
    path("", include("courses.feedback.question_urls")),
    path("lehre/angebote/", own_offers, name="own_offers"),
    path("lehre/auswertung/", include("courses.insight.urls")),
    path("lernpfade/", include("courses.pathways.urls")),
    path("lernen/kompetenzen/", include("courses.competences.urls")),
    path("lernen/anerkennung/", include("courses.pathways.recognition_urls")),
    path("buchung/", include("courses.enrolment.urls")),
    path("genossenschaft/angebote/", include("courses.enrolment.offer_urls")),
    path("personal/genehmigungen/", include("courses.enrolment.approval_urls")),
    path("", include("courses.privacy.urls")),
    path("", include("courses.portal.urls")),
    path("", include("courses.certificates.urls")),
    path("lehre/pflege/", include("courses.lifecycle.urls")),
    path("pruefung/", include("courses.review.urls")),
    path("bewertungen/", include("courses.feedback.urls")),
    path("", include("courses.cadastre.urls")),
    path("personal/", include("courses.assignments.urls")),
    path("", include("members.cooperative.urls")),
    path("", include("members.billing.urls")),
    path("", include("members.settlement.urls")),
    path("berichte/", include("campus.reports.urls")),
    path("", include("campus.pages.urls")),
    path("", include(wagtail_urls)),
]
