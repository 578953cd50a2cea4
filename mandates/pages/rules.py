from django.http import HttpResponse


def rules(request, **names):
    return HttpResponse(status=501)
