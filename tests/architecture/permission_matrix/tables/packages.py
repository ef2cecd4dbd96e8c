"""Addresses of installed packages: Wagtail and allauth."""

from tests.architecture.permission_matrix.actors import AUTHORS, EVERYBODY, OFFICE, A
from tests.architecture.permission_matrix.rows import Prefix, Row

MAY_ENTER_ADMIN = AUTHORS | OFFICE | {A.REVIEWER, A.EDITOR, A.SUPERUSER}
# Wagtail's own scripts and translations; they hold no data of the platform.
ADMIN_PUBLIC = frozenset(
    {"wagtailadmin_javascript_catalog", "wagtailadmin_sprite", "wagtailadmin_logout"}
)
MOVED = frozenset({301, 302})

ROWS = (
    # Wagtail's own sign-in would go round the second factor.
    Row("admin/login/", EVERYBODY, answer=MOVED),
    Row("admin/password_reset/", EVERYBODY, answer=MOVED),
    Row("wagtailadmin_home", MAY_ENTER_ADMIN),
    Row("set_language", EVERYBODY, methods=("post",)),
)

PREFIXES = (
    Prefix(
        "admin/",
        "Wagtail checks its own permissions here; rows are given for our view sets and pages.",
        allowed=MAY_ENTER_ADMIN,
        public=ADMIN_PUBLIC,
    ),
    Prefix(
        "dokumente/",
        "Wagtail serves a document after asking the privacy of its collection.",
        allowed=EVERYBODY,
    ),
    Prefix(
        "konto/",
        "allauth shows everybody their own account only; no address names somebody else.",
        allowed=EVERYBODY,
    ),
    Prefix(
        "_util/",
        "Wagtail asks here for the password of a page that is protected by one.",
        allowed=EVERYBODY,
    ),
    Prefix(
        "^((?:",
        "Wagtail serves published pages; the views behind them belong to the catalogue and pages.",
        allowed=EVERYBODY,
    ),
)
