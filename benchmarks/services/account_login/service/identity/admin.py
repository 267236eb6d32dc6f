from django.contrib import admin

from identity.models import Identity, LoginState

admin.site.register(Identity)
admin.site.register(LoginState)
