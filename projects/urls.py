from django.urls import path

from projects.views import (
    evidence,
    lights,
    month_grid,
    month_reminder,
    months,
    project_edit,
    project_file,
    projects,
    reminders,
    report_file,
    review_queue,
    stage_corrections,
    stage_gate,
)

app_name = "projects"

urlpatterns = [
    path("", projects.ProjectListView.as_view(), name="project-list"),
    path("rows/", projects.ProjectRowsView.as_view(), name="project-rows"),
    path("sums/", projects.ProjectSumsView.as_view(), name="project-sums"),
    path("lights/", lights.LightRulesView.as_view(), name="light-rules"),
    path("review/", review_queue.ReviewQueueView.as_view(), name="review-queue"),
    path("months/", months.month_list, name="month-list"),
    path("months/<str:month>/", months.set_state, name="month-set"),
    path("progress/<int:pk>/", report_file.ReportDetailView.as_view(), name="progress-detail"),
    path("progress/<int:pk>/correct/", report_file.CorrectionView.as_view(), name="progress-correct"),
    path("progress/<int:pk>/noted/", report_file.noted, name="progress-noted"),
    path("month/", month_grid.grid, name="month-grid"),
    path("month/remind/", month_reminder.remind_about_month, name="month-remind"),
    path("month/draft/", month_grid.draft, name="month-draft"),
    path("new/<str:kind>/", project_edit.ProjectCreateView.as_view(), name="project-create"),
    path("<int:pk>/", project_file.ProjectDetailView.as_view(), name="project-detail"),
    path("<int:pk>/edit/", project_edit.ProjectUpdateView.as_view(), name="project-update"),
    path("<int:pk>/gate/", stage_gate.GateView.as_view(), name="stage-gate"),
    path("<int:pk>/stage/", stage_gate.StageView.as_view(), name="project-stage"),
    path("<int:pk>/stages/<int:event_pk>/day/", stage_corrections.CorrectDayView.as_view(), name="stage-day"),
    path("<int:pk>/stages/<int:event_pk>/back/", stage_corrections.TakeBackView.as_view(), name="stage-back"),
    path("<int:pk>/remind/", reminders.remind_about, name="project-remind"),
    path("<int:pk>/instruct/", reminders.instruct_about, name="project-instruct"),
    path("<int:pk>/light/", lights.LightSetView.as_view(), name="light-set"),
    path("<int:project_pk>/light/<int:pk>/end/", lights.LightEndView.as_view(), name="light-end"),
    path("<int:pk>/evidence/", evidence.add, name="evidence-add"),
    path("<int:pk>/evidence/<int:attachment_pk>/", evidence.download, name="evidence-download"),
    path("<int:pk>/month-files/<int:attachment_pk>/", month_grid.file, name="month-file"),
]
