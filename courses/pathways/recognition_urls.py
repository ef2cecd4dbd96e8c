"""Addresses of earlier learning, to be included at `lernen/anerkennung/`."""

from django.urls import path

from courses.pathways.views import recognition

app_name = "recognition"
urlpatterns = [
    path("", recognition.own, name="own"),
    path("einreichen/", recognition.hand_in, name="hand_in"),
    path("pruefen/", recognition.review, name="review"),
    path("pruefen/<int:pk>/", recognition.decide, name="decide"),
    path("<int:pk>/datei/", recognition.file, name="file"),
    path("<int:pk>/loeschen/", recognition.take_back, name="take_back"),
]
