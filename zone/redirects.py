"""Leading the whole page elsewhere, also when only a part of it was asked for."""

from django.shortcuts import redirect
from django_htmx.http import HttpResponseClientRedirect


def lead_to(request, address: str):
    """`address`: a path or a view's name."""
    answer = redirect(address)
    return HttpResponseClientRedirect(answer.url) if request.htmx else answer
