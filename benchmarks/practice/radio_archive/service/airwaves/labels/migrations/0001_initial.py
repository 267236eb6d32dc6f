from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Label',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40)),
                ('language', models.CharField(max_length=2)),
                ('text', models.CharField(max_length=200)),
            ],
            options={
                'ordering': ['key', 'language'],
                'constraints': [models.UniqueConstraint(fields=('key', 'language'), name='one_text_a_language')],
            },
        ),
    ]
