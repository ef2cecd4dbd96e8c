"""Addresses of the matrix and of what stands beside it."""

from django.urls import path

from courses.oversight.views import (
    departments,
    handing,
    ladder,
    late,
    matrix,
    reminding,
    saved_views,
    team,
)

app_name = "oversight"

urlpatterns = [
    path("team/", team.team, name="team"),
    path("team/zuweisen/", handing.hand_on, name="hand_on"),
    path("team/zuweisen/vorschlag/<uuid:reference>/", handing.proposed, name="handing_proposed"),
    path(
        "team/zuweisen/vorschlag/<uuid:reference>/zurueckziehen/",
        handing.withdraw,
        name="withdraw_handing",
    ),
    path("team/zuweisen/<uuid:reference>/rueckgaengig/", handing.undo, name="undo_handing"),
    path("personal/zuweisen-durch-leitungen/", handing.handed, name="handed"),
    path("team/antrag/<uuid:registration>/", team.decide, name="decide"),
    path("personal/matrix/", matrix.matrix, name="matrix"),
    path("personal/matrix/aemter/", departments.departments, name="departments"),
    path("personal/matrix/ansichten/", saved_views.save, name="save_view"),
    path("personal/matrix/ansichten/<int:key>/entfernen/", saved_views.remove, name="remove_view"),
    path("personal/ueberfaellig/", late.late, name="late"),
    path("personal/ueberfaellig/stufen/", ladder.ladder, name="ladder"),
    path("personal/ueberfaellig/erinnern/", reminding.remind, name="remind"),
    path("personal/matrix.csv", matrix.matrix_file, {"ending": "csv"}, name="matrix_csv"),
    path("personal/matrix.xlsx", matrix.matrix_file, {"ending": "xlsx"}, name="matrix_xlsx"),
    path("personal/matrix.pdf", matrix.matrix_file, {"ending": "pdf"}, name="matrix_pdf"),
]
