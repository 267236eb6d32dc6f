from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("accounts.urls")),
    path("", include("identity.urls")),
    path("", include("operations.urls")),
]

handler404 = "account_login.errors.page_not_found"
handler500 = "account_login.errors.server_error"
