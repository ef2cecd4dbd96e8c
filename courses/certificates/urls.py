"""Addresses of documents and badges. What is printed on paper stays reachable for good."""

from collections.abc import Callable

from django.http.response import HttpResponseBase
from django.urls import path
from django.views.generic import RedirectView

from courses.certificates import badge_views, views

app_name = "certificates"


def moved(name: str) -> Callable[..., HttpResponseBase]:
    """Lead from an address that was printed earlier to today's."""
    return RedirectView.as_view(
        pattern_name=f"certificates:{name}", permanent=True, query_string=True
    )


urlpatterns = [
    path("nachweise/", views.check, name="check"),
    path("nachweise/aussteller.json", badge_views.issuer_profile, name="issuer"),
    path("nachweise/leistungen/<uuid:key>.json", badge_views.achievement, name="achievement"),
    path("nachweise/status/<int:number>.jwt", badge_views.status_list, name="status_list"),
    path("nachweise/<str:number>/", views.verify, name="verify"),
    path("nachweise/<str:number>/pdf/", views.pdf, name="pdf"),
    path("nachweise/<str:number>/erneuern/", views.renew, name="renew"),
    path("nachweise/<str:number>/teilen/", views.share, name="share"),
    path("nachweise/<str:number>/badge.json", badge_views.badge_json, name="badge_json"),
    path("nachweise/<str:number>/badge.jwt", badge_views.badge_jwt, name="badge_jwt"),
    path("nachweise/<str:number>/widerrufen/", views.revoke, name="revoke"),
    path("lernen/nachweise/", views.own, name="own"),
    path(".well-known/did.json", badge_views.did_document, name="did"),
    path(".well-known/jwks.json", badge_views.key_set, name="jwks"),
    path("nachweis/", moved("check"), name="old_check"),
    path("nachweis/<str:number>/", moved("verify"), name="old_verify"),
    path("nachweis/<str:number>/pdf/", moved("pdf"), name="old_pdf"),
    path("lernen/bescheinigungen/", moved("own"), name="old_own"),
]
