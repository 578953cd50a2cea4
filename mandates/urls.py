"""Addresses: one module of `pages` a family of pages."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("mandates.pages.urls")),
]
