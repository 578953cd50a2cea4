"""The log, to search."""

from django.contrib import admin

from mandates.models import LogEntry

from .entering import KEPT
from .looking_up import ReadOnlyAdmin


@admin.register(LogEntry)
class LogAdmin(ReadOnlyAdmin):
    subject = KEPT
    list_display = ["at", "by", "what", "mandate", "from_value", "to_value", "why"]
    list_filter = ["what"]
    list_select_related = ["by", "mandate"]
    search_fields = ["mandate__name", "mandate__short_name", "from_value", "to_value", "why", "by__last_name"]
