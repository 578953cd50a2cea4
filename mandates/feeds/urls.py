"""The addresses of the feeds."""

from django.urls import path

from . import changes, views

urlpatterns = [
    path("feeds/public.ics", views.public, name="public_feed"),
    path("feeds/public.atom", changes.public_changes, name="public_changes"),
    path("feeds/mandates/<slug:slug>.atom", changes.public_changes, name="public_mandate_changes"),
    path("feeds/<str:secret>/changes.atom", changes.own_changes, name="own_changes"),
    path("feeds/<str:secret>/mandates/<slug:slug>.atom", changes.mandate_changes, name="mandate_changes"),
    path("feeds/<str:secret>/desk.ics", views.personal, name="personal_feed"),
]
