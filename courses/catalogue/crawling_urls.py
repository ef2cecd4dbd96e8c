"""Addresses at which search engines look first."""

from django.urls import path

from courses.catalogue import crawling

app_name = "crawling"
urlpatterns = [
    path("sitemap.xml", crawling.sitemap, name="sitemap"),
    path("robots.txt", crawling.robots, name="robots"),
]
