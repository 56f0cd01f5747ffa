"""An address that takes only forms, opened as a page: after the session had ended, or in another language. The page above it is shown."""

from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

from zone.views.errors import page


class WrongMethodMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not isinstance(response, HttpResponseNotAllowed):
            return response
        if request.method == "GET" and "text/html" in request.headers.get("Accept", ""):
            return redirect(page_above(request.path))
        answer = page(405)
        answer["Allow"] = response["Allow"]
        return answer


def page_above(path: str) -> str:
    """The nearest address above that exists: `/projects/months/` for `/projects/months/2016-06/`."""
    while path != "/":
        path = path.rstrip("/").rpartition("/")[0] + "/"
        try:
            resolve(path)
        except Resolver404:
            continue
        break
    return path
