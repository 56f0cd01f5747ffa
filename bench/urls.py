"""The addresses of the house, and two of the benchmark's own: the least that a signed-in view can answer, and the frame around nothing."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path

from config import urls

handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500


def bare(request: HttpRequest) -> HttpResponse:
    """Session and user are looked up, as for every signed-in view; nothing else is done."""
    return HttpResponse(request.user.get_username())


def frame(request: HttpRequest) -> TemplateResponse:
    """The base page: menu and badges, and an empty body."""
    return TemplateResponse(request, "base.html", {})


urlpatterns = [path("bench/bare/", bare), path("bench/frame/", frame), *urls.urlpatterns]
