from django.http import JsonResponse
from django.urls import path

from choir_desk import accounts, attendance, exports, library, members, rehearsals


def health(request):
    return JsonResponse({"status": "ok"})


def not_found(request, exception=None):
    return JsonResponse({"error": "there is no such thing"}, status=404)


handler404 = not_found

urlpatterns = [
    path("health", health),
    path("api/sign-in", accounts.sign_in),
    path("api/sign-out", accounts.sign_out),
    path("api/me", accounts.me),
    path("api/accounts", accounts.account_list),
    path("api/accounts/<int:pk>", accounts.account_detail),
    path("api/invitations", accounts.invitation_list),
    path("api/invitations/accept", accounts.accept_invitation),
    path("api/password-resets", accounts.request_reset),
    path("api/password-resets/confirm", accounts.confirm_reset),
    path("api/members", members.member_list),
    path("api/members/<int:pk>", members.member_detail),
    path("api/members/<int:pk>/history", members.member_history),
    path("api/sections", members.section_list),
    path("api/venues", rehearsals.venue_list),
    path("api/rehearsals", rehearsals.rehearsal_list),
    path("api/rehearsals/next", rehearsals.next_rehearsals),
    path("api/rehearsals/<int:pk>", rehearsals.rehearsal_detail),
    path("api/rehearsals/<int:pk>/cancel", rehearsals.cancel_rehearsal),
    path("api/rehearsals/<int:pk>/attendance", attendance.rehearsal_attendance),
    path("api/attendance/summary", attendance.attendance_summary),
    path("api/scores", library.score_list),
    path("api/scores/<int:pk>", library.score_detail),
    path("api/loans", library.loan_list),
    path("api/loans/<int:pk>/return", library.return_loan),
    path("api/loans/<int:pk>/lost", library.lose_loan),
    path("export/members.csv", exports.members_csv),
    path("export/loans.csv", exports.loans_csv),
    path("export/attendance.csv", exports.attendance_csv),
]
