from django.contrib import admin

from accounts.models import Account, LoginEvent, Mail, Organisation


@admin.register(Account)
class AccountAdmin(admin.ModelAdmin):
    list_display = ("email", "display_name", "organisation", "is_active", "is_staff")
    list_filter = ("is_active", "is_staff", "organisation")
    search_fields = ("email", "display_name")
    exclude = ("password", "groups", "user_permissions")
    readonly_fields = ("created_at", "last_login", "password_changed_at")


@admin.register(LoginEvent)
class LoginEventAdmin(admin.ModelAdmin):
    list_display = ("at", "kind", "ok", "email", "address")
    list_filter = ("kind", "ok")


admin.site.register(Organisation)
admin.site.register(Mail)
