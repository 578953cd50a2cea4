"""What was sent to whom, and because of which dates, to search."""

from django.contrib import admin

from mandates.models import Mail, Reminder

from .entering import KEPT
from .looking_up import ReadOnlyAdmin


class RemindersOfMail(admin.TabularInline):
    model = Reminder
    fields = ["deadline", "due_on", "rule_code", "lead"]
    extra = 0

    def has_view_permission(self, request, obj=None):
        return True  # whoever may see the mail

    def has_add_permission(self, request, obj=None):
        return False

    has_change_permission = has_delete_permission = lambda self, request, obj=None: False


@admin.register(Mail)
class MailAdmin(ReadOnlyAdmin):
    subject = KEPT
    list_display = ["on", "to", "person", "subject", "state", "sent_at"]
    list_filter = ["state"]
    list_select_related = ["person"]
    search_fields = ["to", "subject", "person__last_name", "text"]
    inlines = [RemindersOfMail]


@admin.register(Reminder)
class ReminderAdmin(ReadOnlyAdmin):
    subject = KEPT
    list_display = ["deadline", "due_on", "rule_code", "lead", "person", "mail"]
    list_filter = ["rule_code"]
    list_select_related = ["deadline", "person", "mail"]
    search_fields = ["deadline__step", "deadline__mandate__name", "person__last_name"]
