"""Addresses of the training budgets, to be included at `personal/budget/`."""

from django.urls import path

from members.budgets import views

app_name = "budgets"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/streichen/", views.drop, name="drop"),
]
