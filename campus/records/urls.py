"""Addresses of the record store's pages, inside Wagtail's admin."""

from django.urls import path

from campus.records.views import clients, overview, statements

app_name = "records"
urlpatterns = [
    path("", overview.show_overview, name="overview"),
    path("weiterleitung/<str:name>/anhalten/", overview.pause_forwarding, name="pause"),
    path("weiterleitung/<str:name>/fortsetzen/", overview.resume_forwarding, name="resume"),
    path("programme/", clients.show_clients, name="clients"),
    path("programme/neu/", clients.add_client, name="add_client"),
    path("programme/<int:pk>/", clients.show_client, name="client"),
    path("programme/<int:pk>/geheimnis/", clients.renew_secret, name="renew_secret"),
    path("programme/<int:pk>/ausschalten/", clients.switch_off, name="switch_off"),
    path("programme/<int:pk>/einschalten/", clients.switch_on, name="switch_on"),
    path("aussagen/", statements.show_timeline, name="timeline"),
    path("aussagen/<uuid:statement_id>/", statements.show_statement, name="statement"),
]
