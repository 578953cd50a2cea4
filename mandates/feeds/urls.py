"""The addresses of the feeds."""

from django.urls import path

from . import views

urlpatterns = [
    path("feeds/public.ics", views.public, name="public_feed"),
    path("feeds/<str:secret>/desk.ics", views.personal, name="personal_feed"),
]
