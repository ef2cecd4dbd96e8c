"""Pictures and documents in Wagtail's admin: the words they are filed under stay with their owner.

Wagtail offers the most used words of all files as filters and completes words from all there are.
"""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, JsonResponse
from taggit.models import Tag, TaggedItem
from wagtail.admin.auth import require_admin_access
from wagtail.admin.filters import WagtailFilterSet
from wagtail.documents import get_document_model
from wagtail.documents.views.documents import DocumentsFilterSet
from wagtail.documents.views.documents import IndexView as DocumentIndexView
from wagtail.images import get_image_model
from wagtail.images.views.chooser import ImageChooserViewSet, ImageChooseView
from wagtail.images.views.images import ImagesFilterSet
from wagtail.images.views.images import IndexView as ImageIndexView

from courses.modules.studio.scoping import own_rows

MOST = 10
SEEN = ("add", "change", "choose")


def own_tags(user: Any, *models: Any) -> QuerySet[Tag]:
    """Return the words under which the files that the user may use are filed."""
    filed = Q()
    for model in models:
        kind = ContentType.objects.get_for_model(model)
        keys = own_rows(model, user, *SEEN).values("pk")
        filed |= Q(content_type=kind, object_id__in=keys)
    tags: QuerySet[Tag] = Tag.objects.filter(
        taggit_taggeditem_items__in=TaggedItem.objects.filter(filed)
    )
    return tags.distinct()


def popular_own_tags(user: Any, model: Any) -> list[str]:
    """Return the words used most."""
    counted = own_tags(user, model).annotate(used=Count("taggit_taggeditem_items"))
    return list(counted.order_by("-used", "name").values_list("name", flat=True)[:MOST])


def offer_own_tags(filters: WagtailFilterSet, user: Any) -> None:
    """Let a list be filtered by the user's own words only."""
    tags = popular_own_tags(user, filters._meta.model)
    field = filters.filters.get("tag")
    if field is None:
        return
    if tags:
        field.extra["choices"] = [(name, name) for name in tags]
    else:
        del filters.filters["tag"]


class OwnImagesFilterSet(ImagesFilterSet):  # type: ignore[misc]
    """Filters of the list of pictures."""

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)
        offer_own_tags(self, request.user)

    class Meta(ImagesFilterSet.Meta):
        """The model of Wagtail's."""


class OwnDocumentsFilterSet(DocumentsFilterSet):  # type: ignore[misc]
    """Filters of the list of documents."""

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)
        offer_own_tags(self, request.user)

    class Meta(DocumentsFilterSet.Meta):
        """The model of Wagtail's."""


class OwnImageIndexView(ImageIndexView):  # type: ignore[misc]
    """The list of pictures."""

    filterset_class = OwnImagesFilterSet


class OwnDocumentIndexView(DocumentIndexView):  # type: ignore[misc]
    """The list of documents."""

    filterset_class = OwnDocumentsFilterSet


class OwnImageChooseView(ImageChooseView):  # type: ignore[misc]
    """The window in which a picture is chosen."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Offer the user's own words."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "popular_tags": popular_own_tags(self.request.user, self.model)}


class OwnImageChooserViewSet(ImageChooserViewSet):  # type: ignore[misc]
    """The same for all choosers of pictures."""

    choose_view_class = OwnImageChooseView


image_chooser = OwnImageChooserViewSet(
    "wagtailimages_chooser", model=get_image_model(), url_prefix="images/chooser"
)


@require_admin_access
def complete_tag(request: HttpRequest, app_name: str = "", model_name: str = "") -> JsonResponse:
    """Complete a word from those of the user's own files."""
    term = request.GET.get("term", "")
    tags = own_tags(request.user, get_image_model(), get_document_model())
    found = tags.filter(name__istartswith=term).order_by("name") if term else tags.none()
    return JsonResponse(list(found.values_list("name", flat=True)[:MOST]), safe=False)
