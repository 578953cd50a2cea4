from django.http import HttpResponse


def desk(request, **names):
    return HttpResponse(status=501)
