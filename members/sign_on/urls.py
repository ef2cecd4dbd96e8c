"""Addresses of sign-in by a municipality's own accounts."""

from django.urls import path

from members.sign_on.views import entrance, setup

app_name = "sign_on"

SETUP = "personal/anmeldung/"

urlpatterns = [
    path("konto/kommune/", entrance.entrance, name="entrance"),
    path("konto/kommune/code/", entrance.confirm, name="confirm"),
    path("konto/kommune/<slug:slug>/", entrance.place, name="place"),
    path(SETUP, setup.overview, name="overview"),
    path(f"{SETUP}<slug:slug>/", setup.connection_page, name="settings"),
    path(f"{SETUP}<slug:slug>/einrichten/", setup.change, name="change"),
    path(f"{SETUP}<slug:slug>/test/beginnen/", setup.begin_trial, name="begin_trial"),
    path(f"{SETUP}<slug:slug>/test/", setup.trial, name="trial"),
    path(f"{SETUP}<slug:slug>/schalten/", setup.switch, name="switch"),
    path(f"{SETUP}<slug:slug>/nur-so/", setup.only_way, name="only_way"),
    path(f"{SETUP}<slug:slug>/metadaten/", setup.refresh, name="refresh"),
]
