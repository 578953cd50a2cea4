from django.http import HttpResponse


def outcome(request, **names):
    return HttpResponse(status=501)
