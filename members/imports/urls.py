"""Addresses of imports, below the list of staff."""

from django.urls import path

from members.imports.views import runs, starting

app_name = "imports"

urlpatterns = [
    path("", starting.index, name="index"),
    path("muster.<slug:kind>", starting.sample, name="sample"),
    path("<uuid:reference>/", runs.run, name="run"),
    path("<uuid:reference>/spalten/", starting.columns, name="columns"),
    path("<uuid:reference>/stand/", runs.progress, name="progress"),
    path("<uuid:reference>/bestaetigen/", runs.confirm, name="confirm"),
    path("<uuid:reference>/verwerfen/", runs.discard, name="discard"),
    path("<uuid:reference>/rueckgaengig/", runs.undo, name="undo"),
    path("<uuid:reference>/einladen/", runs.invite, name="invite"),
    path("<uuid:reference>/fehler.<slug:kind>", runs.faults, name="faults"),
]
