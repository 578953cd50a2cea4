"""In which language a page is written: a person's own, otherwise the one chosen here, otherwise as the browser asks."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect
from django.utils import translation
from django.views.decorators.http import require_POST

from mandates.records.choices import choose_language

from .fragments import came_from

A_YEAR = 365 * 24 * 60 * 60  # seconds


def of_the_reader(get_response):
    """Middleware, behind those of the language and of signing in: a person's own language goes before the browser's."""

    def answer(request):
        if request.user.is_authenticated and request.user.language in dict(settings.LANGUAGES):
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = request.user.language
        return get_response(request)

    return answer


@login_not_required
@require_POST
def choose(request):
    """Go on in the language chosen, on the page that one came from; "" is as the browser asks.

    It is kept in the browser, and for a person who is signed in with the person, whose mails it is the language of."""
    language = request.POST.get("language", "")
    response = redirect(came_from(request))
    if language and language not in dict(settings.LANGUAGES):
        return response
    if request.user.is_authenticated:
        choose_language(request.user, language)
    if language:
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=A_YEAR, samesite="Lax", httponly=True)
    else:
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
    return response
