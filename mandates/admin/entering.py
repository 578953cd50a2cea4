"""What all data entry has in common: who may, what follows from an entry, and where it stands on the first page."""

from collections.abc import Iterable

from django.contrib import admin, messages
from django.db import models, transaction
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mandates import clock
from mandates.models import Deadline, Mandate, Report, ReportingObligation, Request, Resolution
from mandates.permissions import may
from mandates.records.following import said_of_an_entry, tell_followers
from mandates.records.log import logged
from mandates.records.moves import Told, Words, in_words
from mandates.records.planning import Replanned, replan

# Where a model stands on the first page: position and heading.
TEXTS = (1, gettext_lazy("Texts of the Council"))
MANDATES = (2, gettext_lazy("Mandates"))
REPORTING = (3, gettext_lazy("Reports and requests"))
PLANNING = (4, gettext_lazy("Rules and deadlines"))
REFERENCE = (5, gettext_lazy("Sessions and States"))
PEOPLE = (6, gettext_lazy("People and units"))
KEPT = (7, gettext_lazy("What happened"))

SEEN = "_seen"  # the field with the fingerprint of what a person has seen

SUBJECTS = {
    Mandate: "mandate",
    Resolution: "resolution",
    ReportingObligation: "obligation",
    Request: "request",
    Report: "report",
}


class ForAdministrators:
    """The role decides, not Django's table of rights: an administrator enters everything, nobody else anything."""

    def has_module_permission(self, request):
        return may(request.user, "enter data")

    def has_view_permission(self, request, obj=None):
        return may(request.user, "enter data")

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


class DeskAdmin(ForAdministrators, admin.ModelAdmin):
    """The entry of one model. After the form and its inlines are saved, in the same transaction, the change is logged
    and the mandates that it concerns are replanned; a message says what moved.

    Where an entry, a change or a deletion moves dates that are there already, everything is first rolled back and
    shown; the form is sent once more with the fingerprint of what was seen, and then it stays. Each person whose dates
    moved gets one notice."""

    subject = KEPT
    show_full_result_count = False
    list_per_page = 50
    plans = True  # whether dates hang on it
    why_field = ""  # the field of the form that holds the reason of the change, where there is one

    def mandates_concerned(self, obj) -> Iterable[int] | None:
        """The mandates whose dates may hang on `obj`, by primary key; None for all."""
        mandate = obj if isinstance(obj, Mandate) else getattr(obj, "mandate", None)
        return [mandate.pk] if mandate else []

    def what_was_done(self, form) -> str:
        """What the log says was done in the form, a value of LogEntry.What."""
        return "edited"

    def moves_dates(self, form, formsets) -> bool:
        """Whether what was changed in the form can move a date."""
        return self.plans

    def changeform_view(self, request, *args, **kwargs):
        return self._shown_first(request, super().changeform_view, *args, **kwargs)

    def delete_view(self, request, *args, **kwargs):
        return self._shown_first(request, super().delete_view, *args, **kwargs)

    def changelist_view(self, request, *args, **kwargs):
        return self._shown_first(request, super().changelist_view, *args, **kwargs)

    def _shown_first(self, request, view, *args, **kwargs):
        if request.method != "POST" or not self.plans:
            return view(request, *args, **kwargs)
        with transaction.atomic():
            response = view(request, *args, **kwargs)
            told = getattr(request, "told", None)
            moves = told is not None and any(told.kinds[what] for what in ("moves", "goes", "stays"))
            if not moves or request.POST.get(SEEN) == told.fingerprint:
                if told is not None:
                    told.tell(*request.said_of_it)
                return response
            transaction.set_rollback(True)
        list(messages.get_messages(request))  # what they say was done was not done
        return self._preview(request, told)

    def _preview(self, request, told: Told):
        """What the change would move, with the form to be sent once more."""
        words = Words(move.session_id for move in told.moves)
        ordered = sorted(told.moves, key=lambda move: (move.mandate, str(move.to_on or move.from_on)))
        context = {
            **self.admin_site.each_context(request),
            "title": _("What would move"),
            "opts": self.opts,
            "told": told,
            "sentence": in_words(told.kinds),
            "lines": [words.line(move) for move in ordered],
            "is_stale": SEEN in request.POST,
            "seen": SEEN,
            "fields": [
                (name, value)
                for name, values in request.POST.lists()
                if name not in (SEEN, "csrfmiddlewaretoken")
                for value in values
            ],
        }
        status = 409 if SEEN in request.POST else 200
        return TemplateResponse(request, "admin/moving.html", context, status=status)

    def save_model(self, request, obj, form, change):
        form.concerned_before = self._concerned(type(obj)._default_manager.get(pk=obj.pk)) if change else set()
        form.dates_before = _count_dates(form.concerned_before)
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if change and not form.has_changed() and not any(formset.has_changed() for formset in formsets):
            return
        obj = form.instance
        before, after = _said(form, formsets, change, leave_out=self.why_field)
        entry = logged(
            self.what_was_done(form),
            by=request.user,
            from_value=before,
            to_value=after if type(obj) in SUBJECTS else f"{capfirst(obj._meta.verbose_name)} {obj}: {after}",
            why=form.cleaned_data.get(self.why_field) or "",
            **_about(obj),
        )
        tell_followers(entry, said_of_an_entry([obj, *_rows_of(formsets)]))
        if self.moves_dates(form, formsets):
            went = form.dates_before - _count_dates(form.concerned_before)
            self._replan(request, went, form.concerned_before, self._concerned(obj))
            name = f"{obj._meta.verbose_name} {obj}"
            request.said_of_it = (_("%(person)s changed: %(what)s.") % {"person": request.user, "what": name}, entry)

    @transaction.atomic
    def delete_model(self, request, obj):
        self._delete(request, [obj])

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        self._delete(request, list(queryset))

    def get_deleted_objects(self, objs, request):
        """Dates, log and reminders, which nobody deletes alone, go with what they belong to."""
        deleted, counts, _perms, protected = super().get_deleted_objects(objs, request)
        return deleted, counts, set(), protected

    def _delete(self, request, objs):
        concerned = [self._concerned(obj) for obj in objs]
        ids = set().union(*(ids or () for ids in concerned))
        dates_before = _count_dates(ids)
        names = "; ".join(f"{obj._meta.verbose_name} {obj}" for obj in objs)
        for obj in objs:
            about, name = _about(obj), f"{capfirst(obj._meta.verbose_name)} {obj}"
            own = SUBJECTS.get(type(obj))
            obj.delete()
            about = _without(about, own)
            entry = logged("edited", by=request.user, from_value=name, to_value=_("deleted"), **about)
        if self.plans:
            self._replan(request, dates_before - _count_dates(ids), *concerned)
            request.said_of_it = (_("%(person)s deleted: %(what)s.") % {"person": request.user, "what": names}, entry)

    def _concerned(self, obj) -> set[int] | None:
        ids = self.mandates_concerned(obj)
        return None if ids is None else set(ids)

    def _replan(self, request, went: int, *concerned: set[int] | None):
        """Replan, and say what moved; `went` dates have gone already with the row that they belonged to."""
        everything = any(ids is None for ids in concerned)
        ids = None if everything else set().union(*concerned)
        if everything or ids:
            request.told = Told()
            replanned = replan(ids, clock.today(), seen=request.told.see)
            replanned.removed += went
            messages.info(request, what_moved(replanned))


def what_moved(replanned: Replanned) -> str:
    """What replanning did, in one sentence for the person who made the entry."""
    parts = []
    if replanned.created:
        parts.append(ngettext("%d date is new", "%d dates are new", replanned.created) % replanned.created)
    if replanned.moved:
        parts.append(ngettext("%d moved", "%d moved", replanned.moved) % replanned.moved)
    if replanned.changed > replanned.moved:
        others = replanned.changed - replanned.moved
        parts.append(ngettext("%d stands differently now", "%d stand differently now", others) % others)
    if replanned.removed:
        parts.append(ngettext("%d went", "%d went", replanned.removed) % replanned.removed)
    if replanned.kept_by_hand:
        kept = replanned.kept_by_hand
        parts.append(ngettext("%d set by hand stayed", "%d set by hand stayed", kept) % kept)
    return _("Planned: %(what)s.") % {"what": ", ".join(parts)} if parts else _("Planned: no date changed.")


def _rows_of(formsets):
    """The rows that were entered, changed or removed in the inlines."""
    for formset in formsets:
        yield from formset.new_objects
        yield from (row for row, _fields in formset.changed_objects)
        yield from formset.deleted_objects


def _count_dates(mandate_ids: set[int] | None) -> int:
    return Deadline.objects.filter(mandate__in=mandate_ids).count() if mandate_ids else 0


def _about(obj: models.Model) -> dict[str, models.Model]:
    """What an entry about `obj` is shown on: itself where it is a subject of the log, and what it belongs to."""
    about = {SUBJECTS[type(obj)]: obj} if type(obj) in SUBJECTS else {}
    for model, name in SUBJECTS.items():
        belongs_to = getattr(obj, name, None)
        if isinstance(belongs_to, model):
            about.setdefault(name, belongs_to)
    return about


def _without(about: dict, name: str | None) -> dict:
    return {key: value for key, value in about.items() if key != name}


def _said(form, formsets, change, *, leave_out) -> tuple[str, str]:
    """What stood in the changed fields before, and what stands there now; for inlines how many rows were changed."""
    before, after = [], []
    for name in form.changed_data if change else []:
        if name not in form.fields or name == leave_out:
            continue
        label = form.fields[name].label or name
        before.append(f"{label} {_shown(form, name, form.initial.get(name))}")
        after.append(f"{label} {_shown(form, name, form.cleaned_data.get(name))}")
    if not change:
        after.append(_("entered"))
    for formset in formsets:
        names = formset.model._meta.verbose_name_plural
        for rows, words in (
            (formset.new_objects, _("%(count)d %(names)s added")),
            (formset.changed_objects, _("%(count)d %(names)s changed")),
            (formset.deleted_objects, _("%(count)d %(names)s removed")),
        ):
            if rows:
                after.append(words % {"count": len(rows), "names": names})
    return "; ".join(before), "; ".join(after)


def _shown(form, name, value) -> str:
    """A value as a person reads it: the name of a choice or of a row, "–" for nothing."""
    field = form.fields[name]
    if value in (None, "") or (hasattr(value, "__len__") and not len(value)):
        return "–"
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(value, models.QuerySet | list | tuple):
        return ", ".join(map(str, value))
    queryset = getattr(field, "queryset", None)
    if queryset is not None:
        return str(queryset.filter(pk=value).first() or value)
    choices = dict(getattr(field, "choices", None) or {})
    return str(choices.get(value, value))
