"""Addresses around a municipality's own units."""

from django.urls import path

from courses.units.views import deciding, making

app_name = "units"
OWN, OFFICE = "personal/einheiten", "genossenschaft/einheiten"

urlpatterns = [
    path(f"{OWN}/", making.listed, name="list"),
    path(f"{OWN}/neu/", making.create, name="create"),
    path(f"{OWN}/<int:pk>/", making.unit, name="unit"),
    path(f"{OWN}/<int:pk>/bearbeiten/", making.edit, name="edit"),
    path(f"{OWN}/<int:pk>/beenden/", making.end, name="end"),
    path(f"{OWN}/<int:pk>/anbieten/", making.offer, name="offer"),
    path(f"{OWN}/angebote/<int:pk>/zuruecknehmen/", making.withdraw, name="withdraw"),
    path(f"{OWN}/dokumente/<int:pk>/", making.paper, name="paper"),
    path(f"{OFFICE}/", deciding.donations, name="donations"),
    path(f"{OFFICE}/<int:pk>/", deciding.donation, name="donation"),
]
