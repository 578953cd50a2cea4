from django.http import HttpResponse


def requests(request, **names):
    return HttpResponse(status=501)


def request(request, **names):
    return HttpResponse(status=501)


def confirm(request, **names):
    return HttpResponse(status=501)


def reject(request, **names):
    return HttpResponse(status=501)
