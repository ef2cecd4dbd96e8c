"""Addresses of HR's obligations."""

from django.urls import path

from courses.assignments.views import exemptions, history, obligations, overview, people

app_name = "assignments"

urlpatterns = [
    path("", overview.dashboard, name="dashboard"),
    path("pflichten/neu/", obligations.create, name="create"),
    path("pflichten/vorschlag/<uuid:reference>/", obligations.proposed, name="proposed"),
    path("pflichten/<int:pk>/", obligations.detail, name="detail"),
    path("pflichten/<int:pk>/erinnern/", obligations.remind, name="remind"),
    path("pflichten/<int:pk>/aemter/", obligations.widen, name="widen"),
    path("pflichten/<int:pk>/anerkannt/", obligations.accepted, name="accepted"),
    path("pflichten/<int:pk>/beenden/", obligations.end, name="end"),
    path("pflichten/<int:pk>/person/<int:key>/", people.person, name="person"),
    path("pflichten/<int:pk>/person/<int:key>/nachweis/", people.record, name="record"),
    path("pflichten/<int:pk>/person/<int:key>/widerrufen/", people.revoke, name="revoke"),
    path("pflichten/<int:pk>/person/<int:key>/vorlaeufig/", people.allow, name="allow"),
    path("pflichten/<int:pk>/person/<int:key>/datei/<int:turn>/", people.document, name="document"),
    path("befreiungen/", exemptions.exemptions, name="exemptions"),
    path("befreiungen/<int:key>/", exemptions.end_exemption, name="exemption_end"),
    path("nachweise/", history.upload, name="history_upload"),
    path("nachweise/muster.csv", history.sample, name="history_sample"),
    path("nachweise/<int:key>/", history.history, name="history"),
]
