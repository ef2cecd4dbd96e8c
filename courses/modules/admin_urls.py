"""Addresses of Wagtail's admin that are guarded here; included before Wagtail's own."""

from typing import Any

from django.urls import URLPattern, path
from wagtail.admin.auth import require_admin_access

from courses.modules.studio import (
    arranging,
    bulk,
    captioning,
    collection,
    files,
    goals,
    guards,
    organisation,
    renewing,
    reports,
)


def listed(route: str, view: Any, name: str) -> tuple[URLPattern, URLPattern]:
    """Return the addresses of a list and of its results alone."""
    whole, results = view.as_view(), view.as_view(results_only=True)
    return (
        path(route, require_admin_access(whole), name=name),
        path(f"{route}results/", require_admin_access(results), name=f"{name}_results"),
    )


choose_image = files.image_chooser.choose_view

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
    path("images/chooser/", require_admin_access(choose_image), name="studio_choose_image"),
    path("tag-autocomplete/", files.complete_tag, name="studio_tags"),
    path(
        "tag-autocomplete/<slug:app_name>/<slug:model_name>/",
        files.complete_tag,
        name="studio_tags_of_model",
    ),
    path(
        "bulk/<str:app_label>/<str:model_name>/<str:action>/", bulk.bulk_action, name="studio_bulk"
    ),
    path(
        "pages/workflow/confirm_cancellation/<int:page_id>/",
        guards.confirm_cancellation,
        name="studio_confirm_cancellation",
    ),
    path("anbieter/", require_admin_access(organisation.organisations), name="studio_providers"),
    path(
        "anbieter/<slug:slug>/",
        require_admin_access(organisation.organisation),
        name="studio_provider",
    ),
    path("aufbau/<int:pk>/", require_admin_access(arranging.arrange), name="studio_structure"),
    path("auffrischung/<int:pk>/", require_admin_access(goals.assign), name="studio_goals"),
    path(
        "fragen/<int:pk>/neuer-stand/",
        require_admin_access(renewing.renew),
        name="studio_question_news",
    ),
    path("fragen/", require_admin_access(collection.questions), name="studio_questions"),
    path(
        "untertitel/<int:pk>/",
        require_admin_access(captioning.edit_captions),
        name="studio_captions",
    ),
    path(
        "untertitel/<int:pk>/pruefen/",
        require_admin_access(captioning.check_captions),
        name="studio_captions_check",
    ),
    *listed("images/", files.OwnImageIndexView, "studio_images"),
    *listed("documents/", files.OwnDocumentIndexView, "studio_documents"),
    *listed("reports/site-history/", reports.OwnHistoryView, "studio_history"),
    *listed("reports/workflow/", reports.OwnWorkflowView, "studio_reviews"),
    *listed("reports/workflow_tasks/", reports.OwnWorkflowTasksView, "studio_review_steps"),
]
