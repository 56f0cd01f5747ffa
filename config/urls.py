"""Every address of the house. Names are written out, so that a page can be found by searching for its address or its name."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from config import overview, overview_changes, timeline, todo
from config.home import home
from zone.views import health, sign_in

urlpatterns = [
    path("", home, name="home"),
    path("todo/", todo.page, name="todo"),
    path("enterprises/", include("enterprises.urls")),
    path("enterprises/<int:pk>/timeline/", timeline.enterprise_timeline, name="enterprise-timeline"),
    path("projects/", include("projects.urls")),
    path("imports/", include("zone.ledgers.urls")),
    path("merger/", include("zone.merger.urls")),
    path("indicators/", include("zone.indicators.urls")),
    path("supervision/", include("zone.supervision.urls")),
    path("overview/", overview.page, name="overview"),
    path("overview/changes/", overview_changes.page, name="overview-changes"),
    path("sign-in/", sign_in.SignInView.as_view(), name="sign-in"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("language/", login_not_required(set_language), name="set_language"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("zone/", include("zone.urls")),
    path("backoffice/", admin.site.urls),
]

handler400 = "zone.views.errors.bad_request"
handler403 = "zone.views.errors.permission_denied"
handler404 = "zone.views.errors.not_found"
handler500 = "zone.views.errors.server_error"
