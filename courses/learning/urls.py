"""Addresses of the player, to be included at `lernen/kurs/`."""

from django.urls import path

from courses.learning import attempt_views, evidence_views, file_views, views

app_name = "learning"
ITEM = "<uuid:registration>/<uuid:item_key>/"
urlpatterns = [
    path("wach/", views.alive, name="alive"),
    path("dokument/<int:document>/", file_views.document, name="document"),
    path("<uuid:registration>/", views.course, name="course"),
    path("<uuid:registration>/weiter/", views.resume, name="resume"),
    path("<uuid:registration>/warum/", evidence_views.why, name="why"),
    path("<uuid:registration>/fassung/", evidence_views.edition, name="edition"),
    path(ITEM, views.item, name="item"),
    path(f"{ITEM}erledigt/", views.finish, name="finish"),
    path(f"{ITEM}bestaetigen/", views.confirm, name="confirm"),
    path(f"{ITEM}position/", views.position, name="position"),
    path(f"{ITEM}versuch/", attempt_views.start, name="start"),
    path(f"{ITEM}pruefen/", attempt_views.check, name="check"),
    path(f"{ITEM}versuch/<uuid:attempt>/antworten/", attempt_views.save, name="save"),
    path(f"{ITEM}versuch/<uuid:attempt>/abgeben/", attempt_views.submit, name="submit"),
]
