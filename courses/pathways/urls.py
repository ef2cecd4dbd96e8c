"""Addresses of learning paths, to be included at `lernpfade/`."""

from django.urls import path

from courses.pathways.views import manage, paths, requirements

app_name = "pathways"
urlpatterns = [
    path("", paths.paths, name="list"),
    path("verwalten/", manage.manage, name="manage"),
    path("verwalten/neu/", manage.new, name="new"),
    path("verwalten/<int:pk>/", manage.edit, name="edit"),
    path("verwalten/<int:pk>/kurs/", manage.step, name="step"),
    path("verwalten/<int:pk>/gruppe/", manage.add_set, name="set"),
    path("verwalten/<int:pk>/ordnen/", manage.arrange, name="arrange"),
    path("verwalten/<int:pk>/veroeffentlichen/", manage.publish, name="publish"),
    path("verwalten/<int:pk>/zurueckziehen/", manage.withdraw, name="withdraw"),
    path("voraussetzungen/", requirements.courses, name="prerequisites"),
    path("voraussetzungen/<int:course>/", requirements.edit, name="prerequisite"),
    path("<slug:slug>/", paths.path, name="path"),
    path("<slug:slug>/weiter/", paths.take_next, name="next"),
    path("<slug:slug>/verlassen/", paths.leave, name="leave"),
]
