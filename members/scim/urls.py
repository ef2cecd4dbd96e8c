"""Addresses of the protocol and of the page that connects a directory."""

from django.urls import path

from members.scim.views import groups, pages, protocol

app_name = "scim"

API = "scim/v2/"
PAGES = "personal/mitarbeitende/verzeichnis/"

urlpatterns = [
    path(PAGES, pages.index, name="index"),
    path(f"{PAGES}schluessel/<int:pk>/zurueck/", pages.revoke, name="revoke"),
    path(f"{API}ServiceProviderConfig", protocol.config, name="config"),
    path(f"{API}ResourceTypes", protocol.kinds, name="kinds"),
    path(f"{API}ResourceTypes/<str:name>", protocol.kinds, name="kind"),
    path(f"{API}Schemas", protocol.schemas, name="schemas"),
    path(f"{API}Schemas/<str:name>", protocol.schemas, name="schema"),
    path(f"{API}Users", protocol.users, name="users"),
    path(f"{API}.search", protocol.search_all, name="search_all"),
    path(f"{API}Users/.search", protocol.search, name="search"),
    path(f"{API}Users/<str:reference>", protocol.user, name="user"),
    path(f"{API}Groups", groups.groups, name="groups"),
    path(f"{API}Groups/.search", groups.search, name="search_groups"),
    path(f"{API}Groups/<str:reference>", groups.group, name="group"),
    path(API, protocol.anything_else, name="base"),
    path(f"{API}<path:path>", protocol.anything_else, name="else"),
]
