"""Addresses of the player, to be included at `lernen/kurs/`."""

from django.urls import path

from courses.learning import attempt_views, views

app_name = "learning"
ITEM = "<uuid:registration>/<uuid:item_key>/"
urlpatterns = [
    path("<uuid:registration>/", views.course, name="course"),
    path("<uuid:registration>/weiter/", views.resume, name="resume"),
    path(ITEM, views.item, name="item"),
    path(f"{ITEM}erledigt/", views.finish, name="finish"),
    path(f"{ITEM}position/", views.position, name="position"),
    path(f"{ITEM}versuch/", attempt_views.start, name="start"),
    path(f"{ITEM}pruefen/", attempt_views.check, name="check"),
    path(f"{ITEM}versuch/<uuid:attempt>/antworten/", attempt_views.save, name="save"),
    path(f"{ITEM}versuch/<uuid:attempt>/abgeben/", attempt_views.submit, name="submit"),
]
