"""Addresses of questions: for those who ask, and for those who answer."""

from django.urls import path

from courses.feedback import question_views

app_name = "questions"

urlpatterns = [
    path("lernen/fragen/", question_views.own, name="own"),
    path("lernen/fragen/<uuid:registration>/<uuid:item_key>/", question_views.ask, name="ask"),
    path("lehre/fragen/", question_views.listed, name="list"),
    path("lehre/fragen/<int:pk>/", question_views.answer, name="answer"),
]
