import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('catalogue', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Grant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('holder', models.CharField(max_length=120)),
                ('use', models.CharField(choices=[('broadcast', 'Broadcast'), ('online', 'Online'), ('excerpt', 'Excerpt')], max_length=12)),
                ('valid_from', models.DateField()),
                ('valid_until', models.DateField(blank=True, null=True)),
                ('recording', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grants', to='catalogue.recording')),
            ],
            options={
                'ordering': ['valid_until', 'pk'],
            },
        ),
    ]
