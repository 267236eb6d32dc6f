import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0003_meters'),
    ]

    operations = [
        migrations.CreateModel(
            name='Repair',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120)),
                ('description', models.TextField(blank=True)),
                ('priority', models.CharField(choices=[('low', 'Low'), ('normal', 'Normal'), ('urgent', 'Urgent')], default='normal', max_length=10)),
                ('status', models.CharField(choices=[('open', 'Open'), ('assigned', 'Assigned'), ('waiting', 'Waiting'), ('done', 'Done'), ('cancelled', 'Cancelled')], default='open', max_length=12)),
                ('due_on', models.DateField(null=True)),
                ('reported_at', models.DateTimeField()),
                ('flat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='repairs', to='portal.flat')),
            ],
        ),
        migrations.CreateModel(
            name='StatusChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(max_length=12)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to='portal.account')),
                ('repair', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='portal.repair')),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
    ]
