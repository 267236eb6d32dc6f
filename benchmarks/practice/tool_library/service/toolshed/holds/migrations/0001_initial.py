import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('catalogue', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('placed_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('ready', 'Ready'), ('fetched', 'Fetched'), ('dropped', 'Dropped')], default='waiting', max_length=10)),
                ('ready_until', models.DateField(null=True)),
                ('copy', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='holds', to='catalogue.copy')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='holds', to='people.member')),
                ('tool', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='holds', to='catalogue.tool')),
            ],
            options={
                'ordering': ['placed_at', 'id'],
            },
        ),
    ]
