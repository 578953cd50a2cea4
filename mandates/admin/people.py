"""People of the office, their roles and units."""

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mandates import clock
from mandates.models import HandOver, Role, Unit, User
from mandates.records.handovers import leave_office

from .entering import PEOPLE, DeskAdmin
from .looking_up import ReadOnlyAdmin


@admin.register(User)
class PersonAdmin(DeskAdmin, UserAdmin):
    """The role says what a person may do; who becomes an administrator may open these pages, and nobody else."""

    subject = PEOPLE
    plans = False
    list_display = ["username", "last_name", "first_name", "role", "unit", "email", "is_active"]
    list_filter = ["role", "unit", "is_active"]
    list_select_related = ["unit"]
    search_fields = ["username", "first_name", "last_name", "email"]
    autocomplete_fields = ["unit"]
    filter_horizontal = []
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": ["first_name", "last_name", "email"]}),
        (_("Work"), {"fields": ["role", "unit", "is_active"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "usable_password", "password1", "password2"], "classes": ["wide"]}),
        (_("Person"), {"fields": ["first_name", "last_name", "email"], "classes": ["wide"]}),
        (_("Work"), {"fields": ["role", "unit"], "classes": ["wide"]}),
    ]
    readonly_fields = ["last_login", "date_joined"]

    def has_change_permission(self, request, obj=None):
        """Only who stands above the roles changes an account that does."""
        return super().has_change_permission(request, obj) and self._may_touch(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._may_touch(request, obj)

    def save_model(self, request, obj, form, change):
        obj.is_staff = obj.is_superuser or obj.role == Role.ADMINISTRATOR
        super().save_model(request, obj, form, change)
        if change and "is_active" in form.changed_data and not obj.is_active:
            without = leave_office(obj, by=request.user, today=clock.today())
            self._say_what_is_left(request, obj, without)

    def _say_what_is_left(self, request, person, without):
        words = _("What %(person)s had went to the deputies of the mandates.") % {"person": person}
        if without:
            named = ", ".join(map(str, without))
            words += " " + _("Without an owner now: %(mandates)s. Nobody is reminded of their dates.") % {
                "mandates": named
            }
        if headed := ", ".join(map(str, person.heads.all())):
            words += " " + _(
                "Still head of %(units)s: what the head is to be told reaches nobody until another is entered."
            ) % {"units": headed}
        messages.warning(request, words)

    def get_deleted_objects(self, objs, request):
        """Whom mails were sent to stays: in place of a long list of them a sentence says so, and what to do instead."""
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        mailed = User.objects.filter(pk__in=[person.pk for person in objs]).annotate(n=Count("mails")).filter(n__gt=0)
        return deleted, counts, lacking, [_why_kept(person, person.n) for person in mailed] or protected

    def delete_queryset(self, request, queryset):
        super().delete_queryset(request, queryset if request.user.is_superuser else queryset.exclude(is_superuser=True))

    def _may_touch(self, request, obj):
        return obj is None or not obj.is_superuser or request.user.is_superuser


def _why_kept(person: User, mails: int) -> str:
    words = ngettext(
        "%(n)d mail to %(person)s is kept as proof of what was sent. Close the account instead: untick “active”.",
        "%(n)d mails to %(person)s are kept as proof of what was sent. Close the account instead: untick “active”.",
        mails,
    )
    return words % {"n": mails, "person": person}


@admin.register(HandOver)
class HandOverAdmin(ReadOnlyAdmin):
    """Who acts for whom. They are made and ended on the desk, which tells those concerned."""

    subject = PEOPLE
    list_display = ["away", "to", "as_head", "from_on", "until", "ended_on", "made_by"]
    list_filter = ["until"]
    list_select_related = ["away", "to", "made_by"]
    search_fields = ["away__last_name", "to__last_name", "mandates__name", "note"]


@admin.register(Unit)
class UnitAdmin(DeskAdmin):
    subject = PEOPLE
    plans = False
    list_display = ["name", "head", "account"]
    list_select_related = ["head"]
    search_fields = ["name"]
    autocomplete_fields = ["head"]
    readonly_fields = ["account"]

    @admin.display(description=_("account of the head"))
    def account(self, unit):
        if unit.head is None:
            return _("no head is entered: nobody hears of what is late")
        return _("open") if unit.head.is_active else _("closed: what the head is to be told reaches nobody")
