import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('locker_links', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Offer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('phone', models.CharField(max_length=20)),
                ('made_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('outcome', models.CharField(blank=True, choices=[('', 'open'), ('taken', 'Taken'), ('withdrawn', 'Withdrawn'), ('lapsed', 'Lapsed')], default='', max_length=10)),
                ('giver', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='locker_links.renter')),
                ('rental', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offers', to='locker_links.rental')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('outcome', '')), fields=('rental',), name='one_open_offer')],
            },
        ),
    ]
