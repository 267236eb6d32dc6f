from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("circulation", "0001_initial"),
    ]

    operations = [
        migrations.RenameField(model_name="loan", old_name="due", new_name="due_on"),
    ]
