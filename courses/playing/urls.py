"""Addresses of played packages, to be included at `lernen/paket/`."""

from django.urls import path

from courses.playing import views

app_name = "playing"
ITEM = "<uuid:registration>/<uuid:item_key>/"
urlpatterns = [
    path(ITEM, views.frame, name="frame"),
    path(f"{ITEM}ergebnis/", views.result, name="result"),
]
