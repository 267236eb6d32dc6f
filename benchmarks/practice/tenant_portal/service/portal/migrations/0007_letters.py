import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0006_agenda'),
    ]

    operations = [
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(unique=True)),
                ('subject', models.CharField(max_length=150)),
                ('body', models.TextField()),
                ('sent_at', models.DateTimeField()),
                ('read_at', models.DateTimeField(null=True)),
                ('flat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='portal.flat')),
                ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='portal.tenant')),
            ],
            options={
                'ordering': ['-number'],
            },
        ),
    ]
