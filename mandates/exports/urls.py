"""The addresses of what can be taken away, each beside that of its page."""

from django.urls import path

from . import mails, redlines, views

urlpatterns = [
    path("deadlines.csv", views.deadlines_csv, name="deadlines_csv"),
    path("deadlines.xlsx", views.deadlines_xlsx, name="deadlines_xlsx"),
    path("forecast.xlsx", views.forecast_xlsx, name="forecast_xlsx"),
    path("renewals.xlsx", views.renewals_xlsx, name="renewals_xlsx"),
    path("mails.csv", mails.mails_as_csv, name="mails_csv"),
    path("reports/compliance.xlsx", views.compliance_xlsx, name="compliance_xlsx"),
    path("sessions/<str:name>/pack.xlsx", views.session_pack_xlsx, name="session_pack_xlsx"),
    path(
        "resolutions/<path:reference>/compare/<path:other>/changes.docx", redlines.compared_docx, name="compared_docx"
    ),
]
