import airwaves.clock
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('catalogue', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Tape',
            fields=[
                ('barcode', models.CharField(max_length=12, primary_key=True, serialize=False)),
                ('shelf', models.CharField(max_length=20)),
                ('condition', models.CharField(choices=[('good', 'Good'), ('brittle', 'Brittle'), ('lost', 'Lost')], default='good', max_length=8)),
                ('recording', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tapes', to='catalogue.recording')),
            ],
            options={
                'ordering': ['barcode'],
            },
        ),
        migrations.CreateModel(
            name='Loan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('borrower', models.CharField(max_length=120)),
                ('lent_at', models.DateTimeField(default=airwaves.clock.now)),
                ('due_on', models.DateField()),
                ('returned_at', models.DateTimeField(blank=True, null=True)),
                ('tape', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='loans', to='tapes.tape')),
            ],
            options={
                'ordering': ['due_on', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('returned_at', None)), fields=('tape',), name='one_open_loan_a_tape')],
            },
        ),
    ]
