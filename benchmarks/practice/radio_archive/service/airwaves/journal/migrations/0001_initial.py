import airwaves.clock
import django.core.serializers.json
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=airwaves.clock.now)),
                ('who', models.CharField(blank=True, max_length=150)),
                ('kind', models.CharField(max_length=20)),
                ('key', models.CharField(max_length=40)),
                ('action', models.CharField(max_length=10)),
                ('changes', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
            ],
            options={
                'ordering': ['-at', '-pk'],
            },
        ),
    ]
