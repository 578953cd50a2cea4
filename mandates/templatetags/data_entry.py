"""The first page of data entry: the models by subject, as their admin classes say, and not by program."""

from itertools import groupby

from django import template
from django.contrib import admin
from django.urls import reverse

register = template.Library()


@register.simple_tag
def by_subject(programs):
    """The entries of `admin/app_list.html` for the models of `programs`, a group for each subject, in its order."""
    known = []
    for model in (model for program in programs for model in program["models"]):
        entry = admin.site.get_model_admin(model["model"])
        position, heading = getattr(entry, "subject", (99, ""))
        # What has rows of its own below it is where one begins; its parts come after.
        known.append((position, str(heading), not entry.inlines, str(model["name"]), model))
    known.sort(key=lambda entry: entry[:4])
    return [
        {
            "name": heading,
            "app_label": f"subject-{position}",
            "app_url": f"{reverse('admin:index')}#subject-{position}",
            "has_module_perms": True,
            "models": [entry[-1] for entry in entries],
        }
        for (position, heading), entries in groupby(known, key=lambda entry: entry[:2])
    ]
