"""Addresses of works agreements and of the staff council."""

from django.urls import path

from members.policies import council_views, views

app_name = "policies"

urlpatterns = [
    path("personal/dienstvereinbarung/", views.index, name="index"),
    path("personal/dienstvereinbarung/neu/", views.propose, name="propose"),
    path("personal/dienstvereinbarung/<int:key>.json", views.document, name="document"),
    path("personal/dienstvereinbarung/<int:key>/entscheiden/", views.decide, name="decide"),
    path("personalrat/", council_views.council, name="council"),
    path("personalrat/berichte/", council_views.reports, name="reports"),
    path("personalrat/zugriffe/", council_views.access_log, name="access_log"),
]
