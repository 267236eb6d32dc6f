from django.contrib import admin

from operations.models import CronRun, Invitation

admin.site.register(Invitation)
admin.site.register(CronRun)
