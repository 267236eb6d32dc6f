import airwaves.clock
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Artist',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Show',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(unique=True)),
                ('title', models.CharField(max_length=120)),
                ('host', models.CharField(blank=True, max_length=120)),
                ('started_on', models.DateField()),
                ('ended_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'ordering': ['title'],
            },
        ),
        migrations.CreateModel(
            name='Recording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('signature', models.CharField(max_length=20, unique=True)),
                ('title', models.CharField(max_length=200)),
                ('summary', models.TextField(blank=True)),
                ('broadcast_at', models.DateTimeField(blank=True, null=True)),
                ('duration', models.PositiveIntegerField(blank=True, help_text='seconds', null=True)),
                ('medium', models.CharField(choices=[('tape', 'Tape'), ('dat', 'DAT'), ('file', 'File')], max_length=8)),
                ('technical', models.JSONField(blank=True, default=dict)),
                ('online', models.BooleanField(default=False)),
                ('plays', models.PositiveIntegerField(default=0)),
                ('registered_at', models.DateTimeField(default=airwaves.clock.now, editable=False)),
                ('show', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recordings', to='catalogue.show')),
            ],
            options={
                'ordering': ['signature'],
            },
        ),
        migrations.CreateModel(
            name='Track',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=200)),
                ('starts_at', models.PositiveIntegerField(blank=True, help_text='seconds from the beginning', null=True)),
                ('artist', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='tracks', to='catalogue.artist')),
                ('recording', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tracks', to='catalogue.recording')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('recording', 'position'), name='one_track_a_position')],
            },
        ),
    ]
