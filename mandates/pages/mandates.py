from django.http import HttpResponse


def mandates(request, **names):
    return HttpResponse(status=501)


def mandate(request, **names):
    return HttpResponse(status=501)
