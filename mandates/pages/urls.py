"""The addresses of the pages, one module a family."""

from django.contrib.auth import views as sign_in_views
from django.urls import path

from . import (
    comparing,
    deadlines,
    desk,
    find,
    importing,
    mails,
    mandates,
    not_recorded,
    outcome,
    requests,
    resolutions,
    rules,
    signing_in,
    streams,
)

urlpatterns = [
    path("", desk.desk, name="desk"),
    path("deadlines/", deadlines.deadlines, name="deadlines"),
    path("deadlines/<int:pk>/", deadlines.deadline, name="deadline"),
    path("deadlines/<int:pk>/receipt/", deadlines.receipt, name="receipt"),
    path("deadlines/<int:pk>/done/", deadlines.done, name="done"),
    path("deadlines/<int:pk>/undo/", deadlines.undo, name="undo"),
    path("deadlines/<int:pk>/snooze/", deadlines.snooze, name="snooze"),
    path("deadlines/<int:pk>/assign/", deadlines.assign, name="assign"),
    path("deadlines/<int:pk>/note/", deadlines.note, name="note"),
    path("deadlines/<int:pk>/date/", deadlines.set_date, name="set_date"),
    path("deadlines/<int:pk>/release/", deadlines.release_date, name="release_date"),
    path("not-recorded/", not_recorded.not_recorded, name="not_recorded"),
    path("rules/", rules.rules, name="rules"),
    path("streams/<int:pk>/confirm/", streams.confirm, name="confirm_stream"),
    path("streams/<int:pk>/reject/", streams.reject, name="reject_stream"),
    path("mandates/", mandates.mandates, name="mandates"),
    path("mandates/<slug:slug>/", mandates.mandate, name="mandate"),
    path("mandates/<slug:slug>/outcome/", outcome.outcome, name="outcome"),
    path("resolutions/", resolutions.resolutions, name="resolutions"),
    path("resolutions/<path:reference>/compare/<path:other>/", comparing.compare, name="compare"),
    path("resolutions/<path:reference>/", resolutions.resolution, name="resolution"),
    path("requests/", requests.requests, name="requests"),
    path("requests/<int:pk>/", requests.request, name="request"),
    path("requests/<int:pk>/confirm/", requests.confirm, name="confirm_request"),
    path("requests/<int:pk>/reject/", requests.reject, name="reject_request"),
    path("import/", importing.bring, name="import"),
    path("import/<int:pk>/", importing.draft, name="import_draft"),
    path("import/<int:pk>/accept/", importing.accept_certain, name="accept_certain"),
    path("import/<int:pk>/confirm/", importing.confirm, name="confirm_draft"),
    path("import/<int:pk>/discard/", importing.discard, name="discard_draft"),
    path("import/<int:pk>/take-back/", importing.take_back, name="take_back_draft"),
    path("import/<int:pk>/facts/<int:fact>/edit/", importing.edit, name="edit_fact"),
    path("import/<int:pk>/facts/<int:fact>/split/", importing.split, name="split_fact"),
    *(
        path(f"import/<int:pk>/facts/<int:fact>/{act}/", importing.decide, {"act": act}, name=f"{act}_fact")
        for act in importing.DECIDING
    ),
    path("find/", find.find, name="find"),
    path("mails/", mails.mails, name="mails"),
    path("mails/<int:pk>/", mails.mail, name="mail"),
    path("sign-in/", signing_in.SignIn.as_view(), name="login"),
    path("sign-in/as/<int:pk>/", signing_in.sign_in_as, name="sign_in_as"),
    path("sign-out/", sign_in_views.LogoutView.as_view(), name="logout"),
]
