"""Forms that several subjects share: what a text does to a mandate, rows that may not stand twice, named paragraphs."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Manager
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mandates.models import MandateAction, Paragraph
from mandates.records.terms import term_as_kept


class NoDoubles(forms.BaseInlineFormSet):
    """Refuses two rows that say the same, in words and before the database. `once`: the fields that tell them apart."""

    once: tuple[tuple[str, ...], ...] = ()

    def kept_forms(self) -> list[forms.ModelForm]:
        """The forms that hold a row which is to stay."""
        filled = [form for form in self.forms if form.has_changed() or form.instance.pk]
        return [form for form in filled if _is_kept(self, form)]

    def clean(self):
        for names in self.once:
            seen: list[tuple] = []  # a row that is not stored yet cannot be put into a set
            for form in self.kept_forms():
                told_apart = tuple(form.cleaned_data.get(name) for name in names)
                if told_apart in seen:
                    shown = ", ".join(str(value) for value in told_apart if value)
                    raise ValidationError(
                        _("%(names)s: “%(shown)s” stands here twice. Change or remove one of the two.")
                        % {"names": capfirst(self.model._meta.verbose_name_plural), "shown": shown}
                    )
                if any(told_apart):
                    seen.append(told_apart)
        super().clean()


def _is_kept(formset: forms.BaseInlineFormSet, form: forms.ModelForm) -> bool:
    return bool(getattr(form, "cleaned_data", None)) and not formset._should_delete_form(form)


class ActionForm(forms.ModelForm):
    """What a text does to a mandate. A term is needed where the text extends one, and nothing else says until when."""

    term = forms.CharField(
        label=gettext_lazy("Term"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Write three years, 3 years or P3Y. Leave it empty where the text gives no term."),
    )

    class Meta:
        model = MandateAction
        fields = [
            "mandate", "resolution", "what", "paragraph_key", "term", "effective_session", "until_session", "until",
            "source", "confidence", "notes",
        ]  # fmt: skip

    def clean_term(self):
        try:
            return term_as_kept(self.cleaned_data["term"])
        except ValueError as error:
            raise ValidationError(str(error)) from None

    def clean_paragraph_key(self):
        return self.cleaned_data["paragraph_key"].strip().rstrip(".")


class ActionsOnce(NoDoubles):
    once = (("mandate", "resolution", "what", "paragraph_key"),)


class SourceForm(forms.ModelForm):
    """The paragraph that asks, named as people name it."""

    def clean_paragraph_key(self):
        return self.cleaned_data["paragraph_key"].strip().rstrip(".")


class SourcesOnce(NoDoubles):
    once = (("resolution", "paragraph_key"),)


def tie_to_paragraphs(rows: Manager) -> None:
    """Tie each row (an action, a source) to the paragraph that a person named in it, where the text is kept here."""
    for row in rows.select_related("paragraph"):
        if (row.paragraph.key if row.paragraph else "") == row.paragraph_key:
            continue
        paragraph = Paragraph.objects.filter(resolution=row.resolution_id, key=row.paragraph_key).first()
        if paragraph != row.paragraph:
            row.paragraph = paragraph
            row.save(update_fields=["paragraph"])
