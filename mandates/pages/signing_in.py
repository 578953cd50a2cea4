"""Signing in, and the one press that only a demonstration offers."""

from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView
from django.db.models import Count, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from mandates.models import Notice


def demonstration_accounts():
    """The accounts that `demo` made, in a demonstration; nobody anywhere else."""
    people = (
        get_user_model().objects.filter(is_demonstration=True, is_active=True).select_related("unit").order_by("pk")
    )
    return people if settings.DEMO else people.none()


class ReaderBackend(ModelBackend):
    """Django's own, that brings `unread` with the reader, the number of notices not read yet: every page prints it,
    and none has to ask for it."""

    def get_user(self, user_id):
        of_reader = Notice.objects.unread().filter(person=user_id).order_by().values("person")
        unread = Subquery(of_reader.annotate(number=Count("pk")).values("number"))
        reader = get_user_model().objects.annotate(unread=Coalesce(unread, 0)).filter(pk=user_id).first()
        return reader if reader and self.user_can_authenticate(reader) else None


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
    login(request, get_object_or_404(demonstration_accounts(), pk=pk))
    wanted = request.POST.get("next", "")
    is_here = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return redirect(wanted if is_here else settings.LOGIN_REDIRECT_URL)
