from django.db import migrations, models


def rename(apps, schema_editor):
    """Repairs take the new name; the record of their changes stays as it was written."""
    apps.get_model('portal', 'Repair').objects.filter(status='waiting').update(status='on_hold')


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0004_repairs'),
    ]

    operations = [
        migrations.AlterField(
            model_name='repair',
            name='status',
            field=models.CharField(choices=[('open', 'Open'), ('assigned', 'Assigned'), ('on_hold', 'On hold'), ('done', 'Done'), ('cancelled', 'Cancelled')], default='open', max_length=12),
        ),
        migrations.RunPython(rename, migrations.RunPython.noop),
    ]
