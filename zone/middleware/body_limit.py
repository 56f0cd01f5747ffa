"""A request that announces more than UPLOAD_MAX_BYTES is refused before its body is read."""

from django.conf import settings

from zone.views.errors import page

FORM_AROUND_FILE = 1024 * 1024  # the other fields and the boundaries of a form that carries one file of the allowed size


class BodyLimitMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        announced = request.headers.get("content-length") or "0"
        if announced.isdecimal() and int(announced) > settings.UPLOAD_MAX_BYTES + FORM_AROUND_FILE:
            return page(413)
        return self.get_response(request)
