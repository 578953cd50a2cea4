from django.http import HttpResponse


def find(request, **names):
    return HttpResponse(status=501)
