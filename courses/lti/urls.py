"""Addresses of LTI 1.3, to be included at `lti/`."""

from django.urls import path

from courses.lti import author_views, login_views, service_views, views

app_name = "lti"
ITEM, LINE = "<uuid:registration>/<uuid:item_key>/", "ags/<uuid:item_key>/lineitems"
urlpatterns = [
    path("schluessel.json", login_views.keys, name="keys"),
    path("anmeldung", login_views.authorize, name="authorize"),
    path("token", service_views.token, name="token"),
    path(LINE, service_views.lines, name="lines"),
    path(f"{LINE}/1", service_views.line, name="line"),
    path(f"{LINE}/1/scores", service_views.scores, name="scores"),
    path(f"{LINE}/1/results", service_views.results, name="results"),
    path("auswahl/<uuid:key>/beginnen/", author_views.choose, name="choose"),
    path("auswahl/<uuid:key>/zurueck/", author_views.chosen, name="chosen"),
    path("auswahl/<uuid:key>/", author_views.take_over, name="take_over"),
    path("probe/<uuid:key>/", author_views.try_out, name="try"),
    path(ITEM, views.show, name="show"),
    path(f"{ITEM}oeffnen/", views.go, name="go"),
    path(f"{ITEM}antwortet-nicht/", views.silent, name="silent"),
]
