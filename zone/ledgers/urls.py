"""Addresses of the import centre."""

from django.urls import path

from zone.ledgers.views import at_work, batches, columns, imports, marked, names, templates, undoing

app_name = "ledgers"
urlpatterns = [
    path("", imports.import_centre, name="import-centre"),
    path("templates/<slug:kind>/", templates.template_download, name="template-download"),
    path("names/", names.names_to_settle, name="names"),
    path("<int:pk>/", batches.batch_detail, name="batch-detail"),
    path("<int:pk>/read/", imports.batch_read, name="batch-read"),
    path("<int:pk>/columns/", columns.batch_columns, name="batch-columns"),
    path("<int:pk>/columns/forget/", columns.batch_forget, name="batch-forget"),
    path("<int:pk>/commit/", imports.batch_commit, name="batch-commit"),
    path("<int:pk>/cancel/", at_work.batch_cancel, name="batch-cancel"),
    path("<int:pk>/undo/", undoing.batch_undo, name="batch-undo"),
    path("<int:pk>/problems.csv", batches.batch_problems, name="batch-problems"),
    path("<int:pk>/marked/", marked.batch_marked, name="batch-marked"),
]
