"""The sentences with which reading refuses what cannot be read, named once so that translators find them.

Reading knows no languages: the page hands its sentences to gettext as they come. A test holds this list against the
sources, so that none is forgotten."""

from django.utils.translation import gettext_noop as _

REFUSALS = (
    _("The PDF could not be read in the time a resolution takes; it may be damaged. Give the Word file or the text."),
    _("The text opens like a resolution, but no paragraph follows. Nothing was kept; the file may have been cut off."),
    _(
        "This is a corrigendum: it mends words of a text and is none itself. Nothing was kept; bring the text"
        " as it was issued anew, or mend the words in the text that is here."
    ),
    _(
        "No resolution was found in this text: it has no opening line such as “The Human Rights Council,” and"
        " no numbered paragraph. Nothing was kept; check that the right file was given."
    ),
    _("The text has more than 4,000 paragraphs and was not read; it cannot be one resolution."),
    _("The PDF has no text layer: its pages are pictures. Give the Word file, or a PDF in which text can be selected."),
    _("The PDF holds no text that can be read."),
    _(
        "The PDF is too long to be read at once and was not read. Give only the pages that hold the "
        "resolution, or bring it in parts of some thirty pages."
    ),
    _("The PDF is protected by a password and was not read. Save it without one, or give the Word file or the text."),
    _("The PDF holds far more than a resolution and was not read. Give only the pages that hold the resolution."),
    _("The PDF is damaged or incomplete; nothing was read. Download it again, or give the Word file or the text."),
    _("The text has more than 12,000 lines and was not read. Bring it in parts."),
    _("The file is larger than 20 MiB and was not read. Give only the pages that hold the resolution."),
    _("The file is empty: there is nothing to read."),
    _("This is a Word file of the old kind (.doc), or one with a password. Save it as .docx and try again."),
    _("This is a rich text file (.rtf). Save it as .docx or as plain text and try again."),
    _("This is not a text, web page, Word or PDF file; nothing was read."),
    _("The text is longer than 5 MiB and was not read. Give only the pages that hold the resolution."),
    _("The web page is far larger than a resolution and was not read; give the resolution alone."),
    _("The web page holds no text."),
    _("The web page could not be read. Save its text and try again."),
    _("The Word file is damaged or incomplete; nothing was read. Save it again as .docx and try once more."),
    _("The Word file unpacks to far more than a resolution holds and was not read; give the resolution alone."),
    _("The Word file holds no text."),
    _("The Word file is protected by a password. Save it without one and try again."),
    _("The Word file declares entities, which Word never does; for safety it was not read."),
    _("The Word file holds more than 5 MiB of text and was not read."),
    _("This is a packed file, but no Word document. Give the resolution itself as .docx, PDF or text."),
)
