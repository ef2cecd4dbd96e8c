"""Addresses of tools in the studio, inside Wagtail's admin."""

from django.urls import path

from courses.tools import views

app_name = "tools"
urlpatterns = [
    path("", views.show_tools, name="tools"),
    path("neu/", views.add_tool, name="add"),
    path("<uuid:key>/", views.show_tool, name="tool"),
    path("<uuid:key>/aendern/", views.change_tool, name="change"),
    path("<uuid:key>/pruefen/", views.check_tool, name="check"),
    path("<uuid:key>/inhalt/", views.add_content, name="add_content"),
    path("<uuid:key>/schliessen/", views.close_tool, name="close"),
]
