"""What was sent to whom, and because of which dates, to search; and what people chose about their mail."""

from django.contrib import admin

from mandates.models import (
    CalendarFeed,
    Follow,
    Mail,
    MailHabit,
    MondayLook,
    Notice,
    NoticeSent,
    Recall,
    Reminder,
    ReminderChoice,
    SavedView,
    WorkerHeartbeat,
)

from .entering import KEPT, PEOPLE, DeskAdmin
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


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    subject = KEPT
    list_display = ["created_at", "person", "text", "is_own", "read_at"]
    list_filter = ["is_own", ("read_at", admin.EmptyFieldListFilter)]
    list_select_related = ["person"]
    search_fields = ["text", "person__last_name", "person__username"]


@admin.register(CalendarFeed)
class CalendarFeedAdmin(ReadOnlyAdmin):
    """Who has a feed, never its address: that is the person's secret."""

    subject = KEPT
    list_display = ["person", "whose", "alarms", "created_at", "revoked_at"]
    list_filter = ["whose", "alarms", ("revoked_at", admin.EmptyFieldListFilter)]
    list_select_related = ["person"]
    search_fields = ["person__last_name", "person__username"]


@admin.register(NoticeSent)
class NoticeSentAdmin(ReadOnlyAdmin):
    subject = KEPT
    list_display = ["notice", "mail"]
    list_filter = ["mail__state"]
    list_select_related = ["notice", "mail"]
    search_fields = ["notice__text", "mail__to"]


@admin.register(WorkerHeartbeat)
class WorkerHeartbeatAdmin(ReadOnlyAdmin):
    subject = KEPT
    list_display = ["name", "seen_at", "expected_by", "stopped_at", "did", "failing_since", "fault"]
    list_filter = ["is_watching"]
    search_fields = ["name", "did"]


class OwnChoiceAdmin(DeskAdmin):
    """What people choose themselves, and an administrator can choose for them."""

    subject = PEOPLE
    plans = False
    autocomplete_fields = ["person"]


@admin.register(MailHabit)
class MailHabitAdmin(OwnChoiceAdmin):
    list_display = ["person", "digest", "notices", "from_hour", "working_days_only"]
    list_filter = ["digest", "notices", "working_days_only"]
    list_select_related = ["person"]
    search_fields = ["person__last_name", "person__username"]


@admin.register(ReminderChoice)
class ReminderChoiceAdmin(OwnChoiceAdmin):
    list_display = ["person", "kind", "mandate", "is_on", "leads"]
    list_filter = ["kind", "is_on"]
    list_select_related = ["person", "mandate"]
    search_fields = ["person__last_name", "person__username", "mandate__name"]
    autocomplete_fields = ["person", "mandate"]


@admin.register(Follow)
class FollowAdmin(OwnChoiceAdmin):
    list_display = ["person", "mandate", "colleague", "why", "by_mail", "since"]
    list_filter = ["by_mail"]
    list_select_related = ["person", "mandate", "colleague"]
    search_fields = ["person__last_name", "colleague__last_name", "mandate__name", "why"]
    autocomplete_fields = ["person", "mandate", "colleague"]


@admin.register(Recall)
class RecallAdmin(OwnChoiceAdmin):
    list_display = ["deadline", "person", "on", "why"]
    list_filter = ["on"]
    list_select_related = ["deadline", "person"]
    search_fields = ["deadline__step", "person__last_name", "why"]
    autocomplete_fields = ["person", "deadline"]


@admin.register(SavedView)
class SavedViewAdmin(ReadOnlyAdmin):
    """A person's own lists: kept, renamed and deleted on their own page, where what the query asks is checked."""

    subject = PEOPLE
    list_display = ["person", "name", "of", "query", "mailed_since"]
    list_filter = ["of", ("mailed_since", admin.EmptyFieldListFilter)]
    list_select_related = ["person"]
    search_fields = ["person__last_name", "person__username", "name", "query"]


@admin.register(MondayLook)
class MondayLookAdmin(ReadOnlyAdmin):
    subject = KEPT
    list_display = ["monday", "view", "mail"]
    list_filter = ["monday", ("mail", admin.EmptyFieldListFilter)]
    list_select_related = ["view", "mail"]
    search_fields = ["view__name", "view__person__last_name"]
