import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0002_houses'),
    ]

    operations = [
        migrations.CreateModel(
            name='Meter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=20, unique=True)),
                ('kind', models.CharField(choices=[('heat', 'Heating'), ('water', 'Water')], max_length=8)),
                ('remote', models.BooleanField(default=False)),
                ('flat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meters', to='portal.flat')),
            ],
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('read_on', models.DateField()),
                ('value', models.PositiveIntegerField()),
                ('consumption', models.IntegerField(help_text='since the reading before, kept by a signal', null=True)),
                ('changed_at', models.DateTimeField(help_text='when the value was entered or corrected')),
                ('meter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='portal.meter')),
            ],
            options={
                'ordering': ['read_on'],
                'constraints': [models.UniqueConstraint(fields=('meter', 'read_on'), name='one_reading_a_day')],
            },
        ),
    ]
