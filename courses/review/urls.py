"""Addresses of the review."""

from django.urls import path

from courses.review import compare_views, guest_files, guest_views, link_views, views

app_name = "review"

urlpatterns = [
    path("", views.listed, name="list"),
    path("modul/<int:pk>/", views.module, name="module"),
    path("modul/<int:pk>/vergleich/", compare_views.module, name="compare_module"),
    path("modul/<int:pk>/<slug:stage>/", views.module_stage, name="stage"),
    path("lektion/<int:pk>/", views.lesson, name="lesson"),
    path("lektion/<int:pk>/uebernehmen/", views.take, name="take"),
    path("lektion/<int:pk>/kommentar/", views.comment, name="comment"),
    path("lektion/<int:pk>/verlauf/", compare_views.history, name="history"),
    path("lektion/<int:pk>/vergleich/", compare_views.lesson, name="compare"),
    path("lektion/<int:pk>/links/", link_views.links, name="links"),
    path("links/<int:pk>/", link_views.revoke, name="revoke_link"),
    path("kommentare/<int:pk>/", views.settle, name="settle"),
    path("gast/<str:token>/", guest_views.read, name="guest"),
    path("gast/<str:token>/film/<path:path>", guest_files.film, name="guest_film"),
    path("gast/<str:token>/dokument/<int:document>/", guest_files.document, name="guest_document"),
    path("gast/<str:token>/ansicht/<int:document>/", guest_files.framed, name="guest_framed"),
]
