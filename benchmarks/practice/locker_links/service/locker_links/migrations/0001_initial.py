import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Renter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('phone', models.CharField(max_length=20, unique=True)),
                ('name', models.CharField(max_length=80)),
                ('pin', models.CharField(max_length=120)),
                ('staff', models.BooleanField(default=False)),
                ('joined_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Site',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=3, unique=True)),
                ('name', models.CharField(max_length=80)),
            ],
            options={
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='Locker',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('size', models.CharField(choices=[('S', 'small'), ('M', 'medium'), ('L', 'large'), ('B', 'bike')], max_length=1)),
                ('in_service', models.BooleanField(default=True)),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lockers', to='locker_links.site')),
            ],
            options={
                'ordering': ['site', 'number'],
            },
        ),
        migrations.CreateModel(
            name='Band',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('size', models.CharField(choices=[('S', 'small'), ('M', 'medium'), ('L', 'large'), ('B', 'bike')], max_length=1)),
                ('minutes', models.PositiveIntegerField()),
                ('price', models.DecimalField(decimal_places=2, max_digits=8)),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bands', to='locker_links.site')),
            ],
            options={
                'ordering': ['site', 'size', 'minutes'],
            },
        ),
        migrations.CreateModel(
            name='Token',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=16, unique=True)),
                ('digest', models.CharField(max_length=64)),
                ('name', models.CharField(max_length=40)),
                ('ends_at', models.DateTimeField()),
                ('renter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tokens', to='locker_links.renter')),
            ],
        ),
        migrations.CreateModel(
            name='Rental',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=6)),
                ('opened_at', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('paid', models.DecimalField(decimal_places=2, max_digits=10, null=True)),
                ('misses', models.PositiveSmallIntegerField(default=0)),
                ('warned_at', models.DateTimeField(null=True)),
                ('locker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rentals', to='locker_links.locker')),
                ('holder', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='rentals', to='locker_links.renter')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('locker',), name='one_open_rental')],
            },
        ),
        migrations.AddConstraint(
            model_name='locker',
            constraint=models.UniqueConstraint(fields=('site', 'number'), name='one_door'),
        ),
        migrations.AddConstraint(
            model_name='band',
            constraint=models.UniqueConstraint(fields=('site', 'size', 'minutes'), name='one_price'),
        ),
    ]
