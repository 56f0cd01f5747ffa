"""A light in a row that is written without a template: what `projects/_light.html` is elsewhere."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from projects.models import Light, ProjectMonth
from zone.views.row_markup import missing


def light_cell(light: str, *, reason: str = "", address: str = "") -> SafeString:
    """Dot and word, linked to where the project's page says why; `reason`: the month's, told as the title. Without a light: not judged.

    `address`: that of the project; empty where the row has a link of its own.
    """
    words = str(ProjectMonth.Reason(reason).label) if reason else ""
    if not light:
        return missing(words or _("No light: the rule does not judge it"), _("not judged"))
    if not address:
        return format_html('<span class="light light-{}" title="{}">{}</span>', light, words, Light(light).label)
    return format_html('<a class="light light-{}" href="{}#lights" title="{}">{}</a>', light, address, words, Light(light).label)
