from django.http import HttpResponse


def resolutions(request, **names):
    return HttpResponse(status=501)


def resolution(request, **names):
    return HttpResponse(status=501)
