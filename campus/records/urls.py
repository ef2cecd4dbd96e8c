"""Addresses of the record store's pages, inside Wagtail's admin."""

from django.urls import path

from campus.records.views import overview, statements

app_name = "records"
urlpatterns = [
    path("", overview.show_overview, name="overview"),
    path("aussagen/", statements.show_timeline, name="timeline"),
    path("aussagen/<uuid:statement_id>/", statements.show_statement, name="statement"),
]
