"""Addresses: those of the pages, of the feeds and of what can be taken away, each from its room."""

from django.contrib import admin
from django.urls import include, path

from mandates.pages.administration import administration_door

urlpatterns = [
    path("admin/login/", administration_door),
    path("admin/", admin.site.urls),
    path("", include("mandates.feeds.urls")),
    path("", include("mandates.exports.urls")),
    path("", include("mandates.pages.urls")),
]

handler400 = "mandates.pages.too_large.bad_request"
