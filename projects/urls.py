from django.urls import path

from projects.views import evidence, project_edit, project_file, projects

app_name = "projects"

urlpatterns = [
    path("", projects.ProjectListView.as_view(), name="project-list"),
    path("rows/", projects.ProjectRowsView.as_view(), name="project-rows"),
    path("sums/", projects.ProjectSumsView.as_view(), name="project-sums"),
    path("new/<str:kind>/", project_edit.ProjectCreateView.as_view(), name="project-create"),
    path("<int:pk>/", project_file.ProjectDetailView.as_view(), name="project-detail"),
    path("<int:pk>/edit/", project_edit.ProjectUpdateView.as_view(), name="project-update"),
    path("<int:pk>/stage/", project_file.StageView.as_view(), name="project-stage"),
    path("<int:pk>/evidence/", evidence.add, name="evidence-add"),
    path("<int:pk>/evidence/<int:attachment_pk>/", evidence.download, name="evidence-download"),
]
