"""Addresses of what one person sees across the rooms."""

from django.urls import path

from courses.portal import preview_views, views
from courses.portal.landing import course_views, poster_views
from courses.portal.landing import views as landing

app_name = "portal"

urlpatterns = [
    path("lernen/", views.start, name="start"),
    path("lernen/kurse/", views.my_courses, name="my_courses"),
    path("lernen/termine.ics", views.calendar, name="calendar"),
    path("lernen/privat/", views.privacy, name="privacy"),
    path("lernen/pflicht/<int:pk>/erneuern/", views.renew, name="renew"),
    path("lernen/pflicht/<int:pk>/vorlegen/", views.hand_in, name="hand_in"),
    path("anbieter/<slug:provider>/<slug:course>/", views.course_at, name="course"),
    path("anbieter/<slug:provider>/<slug:course>/einblick/", views.look_inside, name="look_inside"),
    path("lehre/vorschau/<int:module>/", preview_views.preview, name="preview"),
    path("lehre/vorschau/<int:module>/seite/", preview_views.preview_page, name="preview_page"),
    path("kommunen/", views.municipalities, name="municipalities"),
    path("kommunen/<slug:slug>/", views.landing, name="landing"),
    path("personal/startseite/", landing.landing_edit, name="landing_edit"),
    path("personal/plakat/", poster_views.poster, name="poster"),
    path("personal/plakat/druck.pdf", poster_views.poster_print, name="poster_print"),
    path("personal/kurse/", course_views.own_courses, name="own_courses"),
    path("personal/kurse/<int:course>/", course_views.own_course, name="own_course"),
]
