"""Addresses of offers, to be included at `genossenschaft/angebote/`."""

from django.urls import path

from courses.enrolment import group_views, offer_views
from courses.enrolment import offer_part_views as parts

app_name = "offers"
urlpatterns = [
    path("", offer_views.offers, name="list"),
    path("gruppen/", group_views.groups, name="groups"),
    path("gruppen/neu/", group_views.add, name="add_group"),
    path("gruppen/<int:group>/", group_views.edit, name="group"),
    path("gruppen/<int:group>/loeschen/", group_views.delete, name="delete_group"),
    path("<int:course>/", offer_views.edit, name="edit"),
    path("<int:course>/schliessen/", offer_views.close, name="close"),
    path("<int:course>/nachlass/", parts.add_discount, name="add_discount"),
    path("<int:course>/nachlass/<int:discount>/ende/", parts.end_discount, name="end_discount"),
    path("<int:course>/termin/", parts.add_date, name="add_date"),
    path("<int:course>/termin/<int:date>/loeschen/", parts.remove_date, name="remove_date"),
]
