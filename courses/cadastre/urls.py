"""Addresses of the cadastre of obligations."""

from django.urls import path

from courses.cadastre.views import keeping, reading

app_name = "cadastre"
OFFICE = "genossenschaft/pflichtenkataster"

urlpatterns = [
    path("personal/kataster/", reading.listed, name="list"),
    path("personal/kataster/<int:pk>/", reading.entry, name="entry"),
    path("personal/kataster/uebernommen/<int:pk>/", reading.decide, name="decide"),
    path(f"{OFFICE}/", keeping.office, name="office"),
    path(f"{OFFICE}/neu/", keeping.create, name="create"),
    path(f"{OFFICE}/<int:pk>/", keeping.office_entry, name="office_entry"),
    path(f"{OFFICE}/<int:pk>/entwurf/", keeping.edit, name="edit"),
    path(f"{OFFICE}/<int:pk>/verwerfen/", keeping.discard, name="discard"),
    path(f"{OFFICE}/<int:pk>/veroeffentlichen/", keeping.publish, name="publish"),
]
