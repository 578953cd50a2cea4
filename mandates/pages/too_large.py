"""What is answered where a request cannot be taken at all."""

from django.core.exceptions import RequestDataTooBig
from django.shortcuts import render
from django.views.decorators.csrf import requires_csrf_token


@requires_csrf_token
def bad_request(request, exception):
    """A request that is refused before any page sees it: 413 where too much was sent at once, 400 otherwise."""
    is_too_large = isinstance(exception, RequestDataTooBig)
    return render(request, "400.html", {"is_too_large": is_too_large}, status=413 if is_too_large else 400)
