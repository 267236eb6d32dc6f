import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0007_letters'),
    ]

    operations = [
        migrations.CreateModel(
            name='Cost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.CharField(max_length=7)),
                ('kind', models.CharField(choices=[('heat', 'Heating'), ('water', 'Water')], max_length=8)),
                ('cents', models.PositiveIntegerField()),
                ('building', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='costs', to='portal.building')),
            ],
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.CharField(max_length=7)),
                ('heat_cents', models.IntegerField(default=0)),
                ('water_cents', models.IntegerField(default=0)),
                ('flat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='portal.flat')),
                ('tenant', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='portal.tenant')),
            ],
            options={
                'ordering': ['-month', 'flat__number'],
                'constraints': [models.UniqueConstraint(fields=('flat', 'month'), name='one_statement_a_month')],
            },
        ),
    ]
