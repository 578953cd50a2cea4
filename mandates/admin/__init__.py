"""Data entry for administrators, one module a subject. What is entered is planned and logged like what was read."""

from django.contrib import admin
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from . import deadlines, drafts, log, mandates, people, reference, reminders, reporting, requests, resolutions

__all__ = [
    "deadlines",
    "drafts",
    "log",
    "mandates",
    "people",
    "reference",
    "reminders",
    "reporting",
    "requests",
    "resolutions",
]

admin.site.site_header = admin.site.site_title = _("Mandate Desk")
admin.site.index_title = _("Data entry")
admin.site.unregister(Group)  # the desk has roles; a second list of rights beside them would only mislead
