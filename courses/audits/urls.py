"""Addresses of proof packages, and of the page on which anybody checks one."""

from django.urls import path

from courses.audits.views import checking, packages

app_name = "audits"

urlpatterns = [
    path("personal/nachweispakete/", packages.listed, name="list"),
    path("personal/nachweispakete/neu/", packages.create, name="create"),
    path("personal/nachweispakete/<uuid:reference>/", packages.detail, name="detail"),
    path("personal/nachweispakete/<uuid:reference>/stand/", packages.progress, name="progress"),
    path("personal/nachweispakete/<uuid:reference>/paket.zip", packages.download, name="download"),
    path("nachweispaket-pruefen/", checking.check, name="check"),
]
