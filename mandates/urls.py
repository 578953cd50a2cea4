"""Addresses: those of the pages, of the feeds and of what can be taken away, each from its room."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("mandates.feeds.urls")),
    path("", include("mandates.exports.urls")),
    path("", include("mandates.pages.urls")),
]
