"""Addresses of accounts, invitations and staff."""

from django.urls import path

from members.people.views import (
    access,
    account,
    departments,
    files,
    heads,
    invitations,
    inviting,
    posts,
    proposed,
    staff,
    tasks_of_staff,
)

app_name = "people"

STAFF = "personal/mitarbeitende/"
ACCESS = "genossenschaft/zugaenge/"

urlpatterns = [
    path("konto/", account.account, name="account"),
    path("konto/zugangscode/", invitations.access_code, name="access_code"),
    path("konto/einladung/<str:secret>/", invitations.accept, name="accept_invitation"),
    path("konto/einladung/<str:secret>/verbinden/", invitations.join, name="join"),
    path(STAFF, staff.staff_list, name="list"),
    path("personal/mitarbeitende.csv", files.staff_file, {"ending": "csv"}, name="list_csv"),
    path("personal/mitarbeitende.xlsx", files.staff_file, {"ending": "xlsx"}, name="list_xlsx"),
    path(f"{STAFF}einladen/", inviting.invite, name="invite"),
    path(f"{STAFF}mehrere/", inviting.several, name="several"),
    path(f"{STAFF}mehrere/<uuid:reference>/", proposed.several, name="several_proposed"),
    path(f"{STAFF}briefe/", inviting.letters, name="letters"),
    path(f"{STAFF}briefe/<uuid:reference>/", proposed.letters, name="letters_proposed"),
    path(f"{STAFF}aemter/", departments.departments, name="departments"),
    path(f"{STAFF}aemter/neu/", departments.add, name="department_add"),
    path(f"{STAFF}aemter/<int:key>/", departments.change, name="department"),
    path(f"{STAFF}aemter/<int:key>/leitung/", heads.add_head, name="department_head"),
    path(
        f"{STAFF}aemter/<int:key>/leitung/<int:grant>/beenden/",
        heads.end_head,
        name="department_head_end",
    ),
    path(f"{STAFF}aemter/<int:key>/entfernen/", departments.remove, name="department_remove"),
    path(f"{STAFF}<int:key>/", staff.detail, name="detail"),
    path(f"{STAFF}<int:key>/aendern/", staff.change, name="change"),
    path(f"{STAFF}<int:key>/stellen/neu/", posts.add, name="post_add"),
    path(f"{STAFF}<int:key>/stellen/<int:post>/", posts.change, name="post"),
    path(f"{STAFF}<int:key>/stellen/<int:post>/hauptstelle/", posts.make_main, name="post_main"),
    path(f"{STAFF}<int:key>/ende/", staff.end, name="end"),
    path(f"{STAFF}<int:key>/einladung/", inviting.reinvite, name="reinvite"),
    path(f"{STAFF}<int:key>/einladung/widerrufen/", inviting.revoke, name="revoke_invitation"),
    path(f"{STAFF}<int:key>/aufgaben/", tasks_of_staff.give_task, name="give_task"),
    path(f"{STAFF}<int:key>/aufgaben/<int:grant>/", tasks_of_staff.take_task, name="take_task"),
    path(ACCESS, access.access, name="access"),
    path(f"{ACCESS}vergeben/", access.grant, name="grant"),
    path(f"{ACCESS}<int:key>/entziehen/", access.revoke, name="revoke"),
]
