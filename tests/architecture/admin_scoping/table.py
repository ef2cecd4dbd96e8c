"""What every address of Wagtail's admin is, and what the keys in it name.

An address of our own rooms is known by its rows in the permission matrix. One of an installed
package has to stand here: whoever adds one says with it that the people of another provider were
thought of, and the test opens it as them.
"""

# Without anything of the platform: sign-in, scripts, translations, pages that test the errors.
PUBLIC = frozenset(
    {
        "admin/login/",
        "admin/password_reset/",
        "admin/test404/",
        "admin/^.*/$",
        "wagtailadmin_error_test",
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_login",
        "wagtailadmin_logout",
        "wagtailadmin_password_reset",
        "wagtailadmin_password_reset_complete",
        "wagtailadmin_password_reset_confirm",
        "wagtailadmin_password_reset_done",
        "wagtailadmin_sprite",
    }
)

# The names of the addresses, by the namespace before them.
KNOWN: dict[str, str] = {
    "": (
        "studio_choose_pages studio_page_types_results studio_edit_image "
        "studio_delete_image studio_edit_document studio_delete_document "
        "wagtailadmin_explore_root wagtailadmin_explore wagtailadmin_explore_results "
        "wagtail_bulk_action wagtailadmin_choose_page wagtailadmin_choose_page_child "
        "wagtailadmin_choose_page_search wagtailadmin_choose_page_chosen_multiple "
        "wagtailadmin_choose_page_external_link wagtailadmin_choose_page_email_link "
        "wagtailadmin_choose_page_phone_link wagtailadmin_choose_page_anchor_link "
        "wagtailadmin_tag_autocomplete wagtailadmin_tag_model_autocomplete "
        "wagtailadmin_account wagtailadmin_dismissibles wagtailadmin_block_preview "
    ),
    "wagtailadmin_api:pages:": ("listing detail find action"),
    "wagtailadmin_api:documents:": ("listing detail find"),
    "wagtailadmin_api:images:": ("listing detail find"),
    "wagtailadmin_pages:": (
        "add preview_on_add type_use choose_parent type_use_results usage preview_on_edit "
        "view_draft add_subpage delete unpublish convert_alias search search_results move "
        "move_confirm set_page_position copy workflow_action collect_workflow_action_data "
        "confirm_workflow_cancellation workflow_preview set_privacy lock unlock "
        "revisions_index revisions_view revisions_revert revisions_unschedule "
        "revisions_compare workflow_history workflow_history_detail history_results"
    ),
    "wagtailadmin_collections:": ("index add edit delete set_privacy"),
    "wagtailadmin_workflows:": (
        "index index_results add enable disable edit usage usage_results remove add_task "
        "select_task_type task_index task_index_results edit_task disable_task "
        "enable_task task_chooser task_chooser_results task_chooser_create task_chosen"
    ),
    "wagtailadmin_reports:": (
        "locked_pages locked_pages_results workflow workflow_results workflow_tasks "
        "workflow_tasks_results site_history site_history_results aging_pages "
        "aging_pages_results page_types_usage page_types_usage_results"
    ),
    "wagtailadmin_editing_sessions:": ("ping release"),
    "wagtailsettings:": ("edit preview_on_edit"),
    "wagtailembeds:": ("chooser chooser_upload"),
    "wagtailsnippets:": ("index"),
    "wagtaildocs:": (
        "index index_results add edit delete add_multiple edit_multiple "
        "create_multiple_from_uploaded_document delete_multiple delete_upload_multiple "
        "document_usage"
    ),
    "wagtailimages:": (
        "index index_results edit delete url_generator url_generator_output preview add "
        "image_usage add_multiple edit_multiple create_multiple_from_uploaded_image "
        "delete_multiple delete_upload_multiple"
    ),
    "wagtailsnippetchoosers_modules_module:": ("create"),
    "wagtailsnippetchoosers_modules_lesson:": ("create"),
    "wagtailsnippetchoosers_modules_media:": ("create"),
    "feedback:": ("index index_results add edit delete history history_results usage inspect"),
    "wagtailsites:": ("index index_results add edit delete history history_results usage copy"),
    "wagtailusers_users:": (
        "index index_results add edit delete history history_results usage copy"
    ),
    "wagtailusers_groups:": ("index index_results add edit delete history history_results usage"),
    "wagtaildocs_chooser:": ("choose choose_results chosen chosen_multiple create"),
    "wagtailimages_chooser:": ("choose choose_results chosen chosen_multiple create select_format"),
}

PAGE = dict.fromkeys(
    ("page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk"), "page"
) | {
    "revision_id": "page_revision",
    "task_state_id": "page_task_state",
    "workflow_state_id": "page_state",
    "workflow_pk": "workflow",
    "task_id": "task",
    "pk": "page",
}
LESSON = {
    "pk": "lesson",
    "revision_id": "lesson_revision",
    "task_state_id": "lesson_task_state",
    "workflow_state_id": "lesson_state",
    "task_id": "task",
}
# What a parameter names, by the beginning of the address's key; the first that fits counts.
KINDS: tuple[tuple[str, dict[str, str]], ...] = (
    ("wagtailsnippets_modules_lesson:", LESSON),
    ("wagtailsnippetchoosers_modules_lesson:", LESSON),
    ("wagtailsnippets_modules_module:", {"pk": "module"}),
    ("wagtailsnippetchoosers_modules_module:", {"pk": "module"}),
    ("wagtailsnippets_modules_media:", {"pk": "media"}),
    ("wagtailsnippetchoosers_modules_media:", {"pk": "media"}),
    ("wagtailimages", {"image_id": "image", "pk": "image", "uploaded_file_id": "image_upload"}),
    (
        "wagtaildocs",
        {
            "document_id": "document",
            "doc_id": "document",
            "pk": "document",
            "uploaded_file_id": "document_upload",
        },
    ),
    ("wagtailadmin_api:images", {"pk": "image"}),
    ("wagtailadmin_api:documents", {"pk": "document"}),
    ("wagtailadmin_api:pages", {"pk": "page"}),
    ("wagtailadmin_collections:", {"pk": "collection", "collection_id": "collection"}),
    ("wagtailadmin_workflows:edit_task", {"pk": "task"}),
    ("wagtailadmin_workflows:disable_task", {"pk": "task"}),
    ("wagtailadmin_workflows:enable_task", {"pk": "task"}),
    ("wagtailadmin_workflows:remove", {"page_pk": "page", "workflow_pk": "workflow"}),
    ("wagtailadmin_workflows:", {"pk": "workflow", "task_id": "task"}),
    ("wagtailadmin_editing_sessions:", {"object_id": "page", "session_id": "page_session"}),
    ("wagtailsettings:", {"pk": "site"}),
    ("wagtailsites:", {"pk": "site"}),
    ("wagtailusers_users:", {"pk": "user"}),
    ("wagtailusers_groups:", {"pk": "group"}),
    ("feedback:", {"pk": "feedback"}),
    ("studio_question_news", {"pk": "question_origin"}),
    ("studio_", PAGE | {"image_id": "image", "document_id": "document"}),
    ("packages:", {"key": "package"}),
    ("uploads:", {"key": "upload"}),
    ("tools:", {"key": "tool"}),
    ("wagtailadmin_", PAGE),
)
# Parameters that name a model.
MODELS = (
    "app_label",
    "app_name",
    "content_type_app_name",
    "model_name",
    "content_type_model_name",
)
# What else stands in addresses.
WORDS = {
    "action_name": "approve",
    "action": "delete",
    "filter_spec": "original",
    "part": "0",
    "name": "x",
}
# What stands behind the question mark where keys are named there, or a file is asked for.
LISTS = {
    "wagtailadmin_choose_page_chosen_multiple": "?id={page}&id={live_page}",
    "wagtailimages_chooser:chosen_multiple": "?id={image}",
    "wagtaildocs_chooser:chosen_multiple": "?id={document}",
    "wagtailsnippetchoosers_modules_lesson:chosen_multiple": "?id={lesson}",
    "wagtailsnippetchoosers_modules_module:chosen_multiple": "?id={module}",
    "wagtailsnippetchoosers_modules_media:chosen_multiple": "?id={media}",
    "wagtailadmin_choose_page": "?page_type=wagtailcore.page&collection={collection}",
    "wagtailadmin_choose_page_search": "?q=a&user={user}",
    "studio_images": "?collection_id={collection}",
    "studio_documents": "?collection_id={collection}",
    "studio_choose_image": "?collection_id={collection}",
    "wagtaildocs_chooser:choose": "?collection_id={collection}",
    "wagtailsnippets_modules_lesson:list": "?export=csv",
    "wagtailsnippets_modules_lesson:add": "?chapter={chapter}",
    "wagtailadmin_api:pages:listing": "?fields=*&limit=20&child_of={parent}",
    "studio_questions": "?modul={module}&ziel={lesson}",
    "studio_tags": "?term=qx",
    "wagtailadmin_api:images:listing": "?fields=*",
    "wagtailadmin_api:documents:listing": "?fields=*",
    "wagtailadmin_api:pages:find": "?id={page}",
    "studio_history": "?export=csv&user={user}",
    "wagtailadmin_reports:aging_pages": "?export=csv",
    "wagtailadmin_reports:locked_pages": "?export=csv",
    "studio_reviews": "?export=csv&requested_by={user}",
    "studio_review_steps": "?export=csv",
    "wagtailadmin_reports:page_types_usage": "?export=csv",
    "wagtailusers_users:index": "?export=csv",
}
# The foreign thing on which an action on several things of a model is tried.
BULK_MODELS = {
    "page": "page",
    "image": "image",
    "document": "document",
    "user": "user",
    "lesson": "lesson",
    "media": "media",
    "module": "module",
    "feedback": "feedback",
}
