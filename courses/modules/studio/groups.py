"""What the groups derived from roles may do in Wagtail: pages, pictures and documents.

Authors write under their own provider's page and in its collection; editors everywhere. Lessons,
chapters and media are guarded by `policies.ProviderPolicy`, which asks the roles themselves.
"""

from typing import TYPE_CHECKING

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from members.organisations.selectors import providers
from members.roles.catalogue import Role

if TYPE_CHECKING:
    from members.organisations.models import Provider

EDITORS = "editors"
AUTHOR_ROLES = (Role.AUTHOR, Role.PROVIDER_OWNER)
AUTHOR_PAGE_DEEDS = ("add_page", "change_page")
EDITOR_PAGE_DEEDS = (
    "add_page",
    "change_page",
    "publish_page",
    "lock_page",
    "unlock_page",
    "bulk_delete_page",
)
FILE_DEEDS = (
    "add_image",
    "change_image",
    "choose_image",
    "add_document",
    "change_document",
    "choose_document",
)


def ensure_collection(*, provider: "Provider") -> Collection:
    """Return the collection of the provider's files; make it if it is missing."""
    if provider.collection is None:
        root = Collection.get_first_root_node()
        provider.collection = root.add_child(name=provider.name[:255])
        provider.save(update_fields=["collection"])
    return provider.collection


def sync_provider(*, provider: "Provider", page: Page) -> None:
    """Let the provider's authors work on its page and in its collection, and nowhere else."""
    collection = ensure_collection(provider=provider)
    for role in AUTHOR_ROLES:
        group = _group(f"provider:{provider.slug}:{role.value}")
        _allow_pages(group, page, AUTHOR_PAGE_DEEDS)
        _allow_files(group, collection)


def sync_editors() -> Group:
    """Let the editors work and publish everywhere."""
    group = _group(EDITORS)
    _allow_pages(group, Page.get_first_root_node(), EDITOR_PAGE_DEEDS)
    _allow_files(group, Collection.get_first_root_node())
    return group


def _group(name: str) -> Group:
    """Return the group, which may enter Wagtail's admin."""
    group, _created = Group.objects.get_or_create(name=name)
    group.permissions.add(_permissions("wagtailadmin", ["access_admin"])[0])
    return group


def _permissions(app_label: str, codenames: list[str]) -> list[Permission]:
    """Return the permissions of an app by code name."""
    return list(
        Permission.objects.filter(content_type__app_label=app_label, codename__in=codenames)
    )


def _allow_pages(group: Group, page: Page, deeds: tuple[str, ...]) -> None:
    """Give the group exactly these page permissions, on this page and below."""
    wanted = _permissions("wagtailcore", list(deeds))
    held = GroupPagePermission.objects.filter(group=group)
    held.exclude(page=page, permission__in=wanted).delete()
    for permission in wanted:
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def _allow_files(group: Group, collection: Collection) -> None:
    """Give the group exactly the rights to add, change and choose files of the collection."""
    wanted = _permissions("wagtailimages", list(FILE_DEEDS))
    wanted += _permissions("wagtaildocs", list(FILE_DEEDS))
    held = GroupCollectionPermission.objects.filter(group=group)
    held.exclude(collection=collection, permission__in=wanted).delete()
    for permission in wanted:
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collection, permission=permission
        )


def providers_of_groups(user_id: int) -> "list[Provider]":
    """Return the providers in whose groups the user is."""
    names = Group.objects.filter(user=user_id, name__startswith="provider:")
    slugs = {name.split(":")[1] for name in names.values_list("name", flat=True)}
    return list(providers().filter(slug__in=slugs))


def is_in_editors(user_id: int) -> bool:
    """Tell whether the user is in the editors' group."""
    return bool(Group.objects.filter(user=user_id, name=EDITORS).exists())
