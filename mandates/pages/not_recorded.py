from django.http import HttpResponse


def not_recorded(request, **names):
    return HttpResponse(status=501)
