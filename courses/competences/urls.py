"""Addresses of the competence check, to be included at `lernen/kompetenzen/`."""

from django.urls import path

from courses.competences import views

app_name = "competences"
urlpatterns = [
    path("", views.start, name="start"),
    path("<int:pk>/", views.result, name="result"),
    path("<int:pk>/<int:number>/", views.area, name="area"),
    path("<int:pk>/rolle/", views.aim, name="aim"),
    path("<int:pk>/belegen/", views.take_all, name="take_all"),
    path("<int:pk>/loeschen/", views.delete, name="delete"),
]
