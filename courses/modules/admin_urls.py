"""Addresses of Wagtail's admin that are guarded here; included before Wagtail's own."""

from django.urls import path

from courses.modules.studio import guards

urlpatterns = [
    path("choose-page/<int:parent_page_id>/", guards.choose_page_child, name="studio_choose_page"),
    path("choose-page/chosen-multiple/", guards.choose_several_pages, name="studio_choose_pages"),
    path(
        "pages/<int:page_to_move_id>/move/<int:destination_id>/confirm/",
        guards.move_page,
        name="studio_move_page",
    ),
    path("reports/page-types-usage/", guards.page_types_usage, name="studio_page_types"),
    path(
        "reports/page-types-usage/results/",
        guards.page_types_usage,
        {"results_only": True},
        name="studio_page_types_results",
    ),
    path("images/<int:image_id>/", guards.edit_image, name="studio_edit_image"),
    path("images/<int:image_id>/delete/", guards.delete_image, name="studio_delete_image"),
    path("documents/edit/<int:document_id>/", guards.edit_document, name="studio_edit_document"),
    path(
        "documents/delete/<int:document_id>/",
        guards.delete_document,
        name="studio_delete_document",
    ),
]
