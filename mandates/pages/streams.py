from django.http import HttpResponse


def confirm(request, **names):
    return HttpResponse(status=501)


def reject(request, **names):
    return HttpResponse(status=501)
