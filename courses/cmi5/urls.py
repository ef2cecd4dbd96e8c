"""Addresses of cmi5 courses, to be included at `lernen/cmi5/`."""

from django.urls import path

from courses.cmi5 import fetch_views, views, waiver_views

app_name = "cmi5"
RUN, SESSION = "kurs/<uuid:run>/", "sitzung/<uuid:session>/"
urlpatterns = [
    path("abruf/<str:token>", fetch_views.fetch, name="fetch"),
    path("probe/<uuid:package>/", views.try_out, name="try"),
    path("erlassen/", waiver_views.find, name="find"),
    path("erlassen/<uuid:run>/", waiver_views.waive, name="waive"),
    path(RUN, views.units, name="units"),
    path(f"{RUN}<str:place>/starten/", views.start, name="start"),
    path(SESSION, views.session, name="session"),
    path(f"{SESSION}stand/", views.state, name="state"),
    path(f"{SESSION}beenden/", views.abandon, name="abandon"),
    path(f"{SESSION}zurueck/", views.back, name="return"),
    path("<uuid:registration>/<uuid:item_key>/", views.launch, name="launch"),
]
