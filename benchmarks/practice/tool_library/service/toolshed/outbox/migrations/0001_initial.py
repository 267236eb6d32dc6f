import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('welcome', 'Welcome'), ('ready', 'Ready'), ('overdue', 'Overdue')], max_length=10)),
                ('payload', models.JSONField()),
                ('written_at', models.DateTimeField()),
                ('posted_at', models.DateTimeField(null=True)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='people.member')),
            ],
            options={
                'ordering': ['written_at', 'id'],
            },
        ),
    ]
