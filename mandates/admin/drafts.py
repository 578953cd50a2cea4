"""Texts on their way in, and what a later reading replaced, to look up. People decide on them on their own pages."""

from django.contrib import admin

from mandates.models.drafts import DraftFact, ImportDraft, ResolutionVersion

from .entering import TEXTS
from .looking_up import ReadOnlyAdmin


@admin.register(ImportDraft)
class DraftAdmin(ReadOnlyAdmin):
    subject = TEXTS
    list_display = ["__str__", "title", "state", "made_by", "made_at", "settled_by"]
    list_filter = ["state"]
    list_select_related = ["made_by", "settled_by"]
    search_fields = ["symbol", "title", "source"]


@admin.register(DraftFact)
class DraftFactAdmin(ReadOnlyAdmin):
    subject = TEXTS
    list_display = ["draft", "kind", "paragraph_key", "value", "confidence", "decision", "decided_by"]
    list_filter = ["kind", "confidence", "decision"]
    list_select_related = ["draft", "decided_by"]
    search_fields = ["draft__symbol", "draft__title", "=paragraph_key"]


@admin.register(ResolutionVersion)
class VersionAdmin(ReadOnlyAdmin):
    subject = TEXTS
    list_display = ["resolution", "imported_at", "replaced_at", "replaced_by"]
    list_filter = ["replaced_at"]
    list_select_related = ["resolution", "replaced_by"]
    search_fields = ["resolution__symbol", "original_text"]
