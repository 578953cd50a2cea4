"""Signing in, and the one press that only a demonstration offers."""

from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST


def demonstration_accounts():
    """The accounts that `demo` made, in a demonstration; nobody anywhere else."""
    people = (
        get_user_model().objects.filter(is_demonstration=True, is_active=True).select_related("unit").order_by("pk")
    )
    return people if settings.DEMO else people.none()


class SignIn(LoginView):
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs):
        return super().get_context_data(demonstration_accounts=demonstration_accounts(), **kwargs)


@require_POST
@login_not_required
def sign_in_as(request, pk):
    """Sign in as a demonstration account with one press. Outside a demonstration there is no such address."""
    if not settings.DEMO:
        raise Http404
    login(request, get_object_or_404(demonstration_accounts(), pk=pk), "django.contrib.auth.backends.ModelBackend")
    wanted = request.POST.get("next", "")
    is_here = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return redirect(wanted if is_here else settings.LOGIN_REDIRECT_URL)
