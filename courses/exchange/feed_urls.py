"""Public addresses of the feed; other catalogues keep them."""

from django.urls import path

from courses.exchange import feed_views

app_name = "exchange_feed"
urlpatterns = [path("courses.json", feed_views.courses_feed, name="courses")]
