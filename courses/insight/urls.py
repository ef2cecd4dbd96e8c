"""Addresses of figures about modules."""

from django.urls import path

from courses.insight import views

app_name = "insight"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("fragen/", views.bank, name="bank"),
    path("<int:module>/", views.module, name="module"),
    path("<int:module>/schritte.csv", views.items_file, name="items_file"),
    path("<int:module>/fragen.csv", views.questions_file, name="questions_file"),
    path("<int:module>/<uuid:item>/<str:question>/", views.question, name="question"),
]
