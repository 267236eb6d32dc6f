import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0005_on_hold'),
    ]

    operations = [
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('cancelled', models.BooleanField(default=False)),
                ('repair', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='appointments', to='portal.repair')),
                ('trade', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='portal.account')),
            ],
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=80)),
                ('day', models.DateField()),
                ('from_time', models.TimeField(help_text='from the start of work where none is given', null=True)),
                ('building', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rounds', to='portal.building')),
            ],
        ),
    ]
