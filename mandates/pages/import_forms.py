"""The form of the import page: what is brought."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

PASTED_LIMIT = 5 * 1024 * 1024


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Any number of files, as a list."""

    widget = ManyFiles(attrs={"multiple": True})

    def clean(self, data, initial=None):
        return list(data) if isinstance(data, list | tuple) else [data] if data else []


class BringForm(forms.Form):
    """Pasted words, files, or both."""

    pasted = forms.CharField(
        label=gettext_lazy("Paste a text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "autofocus": True, "spellcheck": "false"}),
    )
    files = ManyFilesField(
        label=gettext_lazy("or choose files"),
        required=False,
        help_text=gettext_lazy("Word, PDF, web page, plain text or the registry’s block lists, up to 20 MiB each."),
    )

    def clean_pasted(self):
        pasted = self.cleaned_data["pasted"]
        if len(pasted) > PASTED_LIMIT or len(pasted.encode()) > PASTED_LIMIT:
            raise ValidationError(
                _("What was pasted is larger than 5 MiB and was not read. Bring it as a file."), code="too_large"
            )
        return pasted

    @property
    def is_too_large(self) -> bool:
        return self.has_error("pasted", "too_large")

    def clean(self):
        is_empty = not (self.cleaned_data.get("pasted") or "").strip() and not self.cleaned_data.get("files")
        if is_empty and "pasted" not in self.errors:
            self.add_error("pasted", _("Paste the words of a text, or choose a file. Nothing was read."))
        return self.cleaned_data
