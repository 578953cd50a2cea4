"""The door of the administration, for those who may not enter: who may, and the way back."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from mandates.models import Role, User

MOST_NAMED = 5


@never_cache
@login_not_required
def administration_door(request):
    """What the administration answers where it asks to sign in: the desk's own sign-in to who has not signed in yet; to
    staff that may not enter 403, and who may. A second sign-in would help neither."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.GET.get("next") or request.path.removesuffix("login/"))
    if admin.site.has_permission(request):
        return admin.site.login(request)
    may_enter = User.objects.filter(is_active=True, is_staff=True, role=Role.ADMINISTRATOR).order_by("last_name")
    context = {"people": [str(person) for person in may_enter[:MOST_NAMED]]}
    return render(request, "administration_door.html", context, status=403)
