import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Category',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True)),
                ('loan_days', models.PositiveIntegerField(default=7)),
                ('daily_fee', models.DecimalField(decimal_places=2, default='0.50', max_digits=6)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Tool',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sku', models.CharField(max_length=24, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('brand', models.CharField(max_length=60, null=True)),
                ('deposit', models.DecimalField(decimal_places=2, max_digits=7, null=True)),
                ('listed', models.BooleanField(default=True)),
                ('category', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='tools', to='catalogue.category')),
            ],
            options={
                'ordering': ['sku'],
            },
        ),
        migrations.CreateModel(
            name='Copy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('shelf', 'Shelf'), ('loan', 'Loan'), ('aside', 'Aside'), ('repair', 'Repair'), ('lost', 'Lost')], default='shelf', max_length=10)),
                ('acquired_on', models.DateField()),
                ('tool', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='catalogue.tool')),
            ],
            options={
                'ordering': ['tool__sku', 'number'],
                'constraints': [models.UniqueConstraint(fields=('tool', 'number'), name='one_copy_per_number')],
            },
        ),
    ]
