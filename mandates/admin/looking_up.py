"""Rows that the desk writes by itself, and people only read."""

from .entering import DeskAdmin


class ReadOnlyAdmin(DeskAdmin):
    """Nobody adds, changes or deletes these here."""

    plans = False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
