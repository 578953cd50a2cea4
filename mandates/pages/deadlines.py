from django.http import HttpResponse


def deadlines(request, **names):
    return HttpResponse(status=501)


def deadline(request, **names):
    return HttpResponse(status=501)


def receipt(request, **names):
    return HttpResponse(status=501)


def done(request, **names):
    return HttpResponse(status=501)


def undo(request, **names):
    return HttpResponse(status=501)


def snooze(request, **names):
    return HttpResponse(status=501)


def assign(request, **names):
    return HttpResponse(status=501)


def note(request, **names):
    return HttpResponse(status=501)


def set_date(request, **names):
    return HttpResponse(status=501)


def release_date(request, **names):
    return HttpResponse(status=501)
