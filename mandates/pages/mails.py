from django.http import HttpResponse


def mails(request, **names):
    return HttpResponse(status=501)


def mail(request, **names):
    return HttpResponse(status=501)
