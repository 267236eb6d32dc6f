import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('locker_links', '0002_offer'),
    ]

    operations = [
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True)),
                ('kind', models.CharField(max_length=40)),
                ('detail', models.JSONField(default=dict)),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='locker_links.renter')),
                ('rental', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='events', to='locker_links.rental')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
    ]
