"""The addresses of the pages. They are public interface: changed only with a redirect from the old one."""

from __future__ import annotations

from django.urls import path

from initiatives.web.views import (
    account,
    actions,
    changes,
    deadlines,
    help,
    home,
    language,
    organisations,
    plans,
    recording,
    reports,
    saved_views,
    search,
    sign_in,
    timeline,
)

app_name = "initiatives"
urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("plans/", plans.Plans.as_view(), name="plans"),
    path("plans/<slug:slug>/", plans.PlanPage.as_view(), name="plan"),
    path("plans/<slug:slug>/timeline/", timeline.Timeline.as_view(), name="timeline"),
    path("plans/<slug:slug>/actions/<str:number>/", actions.ActionPage.as_view(), name="action"),
    path("deadlines/", deadlines.Deadlines.as_view(), name="deadlines"),
    path("deadlines/overdue/", deadlines.Overdue.as_view(), name="overdue"),
    path("deadlines/confirm/", deadlines.ConfirmSelected.as_view(), name="confirm-selected"),
    path("deadlines/<uuid:deadline_id>/update/", recording.Update.as_view(), name="update"),
    path("deadlines/<uuid:deadline_id>/confirm/", recording.Confirm.as_view(), name="confirm"),
    path("deadlines/<uuid:deadline_id>/reopen/", recording.Reopen.as_view(), name="reopen"),
    path("deadlines/<uuid:deadline_id>/date/", recording.DateKinds.as_view(), name="date-kinds"),
    path("deadlines/<uuid:deadline_id>/date/<slug:kind>/", recording.ChangeDate.as_view(), name="date"),
    path("status-updates/<uuid:update_id>/correct/", recording.Correct.as_view(), name="correct"),
    path("status-updates/<uuid:update_id>/withdraw/", recording.Withdraw.as_view(), name="withdraw"),
    path("changes/", changes.Changes.as_view(), name="changes"),
    path("organisations/", organisations.Organisations.as_view(), name="organisations"),
    path("organisations/<slug:slug>/", organisations.OrganisationPage.as_view(), name="organisation"),
    path("reports/", reports.Reports.as_view(), name="reports"),
    path("reports/preview/", reports.Preview.as_view(), name="report-preview"),
    path("reports/make/", reports.Make.as_view(), name="make-report"),
    path("reports/<uuid:report_id>/", reports.MadeReportPage.as_view(), name="made-report"),
    path("reports/<uuid:report_id>/file/", reports.File.as_view(), name="report-file"),
    path("reports/<uuid:report_id>/csvw/", reports.Description.as_view(), name="report-description"),
    path("search/", search.Search.as_view(), name="search"),
    path("views/save/", saved_views.Save.as_view(), name="save-view"),
    path("views/<uuid:view_id>/remove/", saved_views.Remove.as_view(), name="remove-view"),
    path("me/", account.Account.as_view(), name="account"),
    path("me/tokens/", account.MakeToken.as_view(), name="make-token"),
    path("me/tokens/<str:digest>/revoke/", account.RevokeToken.as_view(), name="revoke-token"),
    path("me/password/", account.ChangePassword.as_view(), name="change-password"),
    path("language/", language.ChooseLanguage.as_view(), name="language"),
    path("sign-in/", sign_in.SignIn.as_view(), name="sign-in"),
    path("sign-out/", sign_in.SignOut.as_view(), name="sign-out"),
    path("help/", help.Help.as_view(), name="help"),
    path("accessibility/", help.Accessibility.as_view(), name="accessibility"),
]
