from datetime import datetime

from grant_desk.clock import written
from grant_desk.errors import Conflict, Missing
from grant_desk.models import Attachment, AttachmentIn
from grant_desk.repositories.base import Repository


class AttachmentRepository(Repository):
    table = "attachments"

    def of(self, application_id: int) -> list[Attachment]:
        found = self.rows("SELECT * FROM attachments WHERE application_id = ? ORDER BY id", application_id)
        return [Attachment(**row) for row in found]

    def get(self, application_id: int, key: int) -> Attachment:
        row = self.row("SELECT * FROM attachments WHERE application_id = ? AND id = ?", application_id, key)
        if row is None:
            raise Missing(f"There is no attachment {key}.")
        return Attachment(**row)

    def add(self, application_id: int, new: AttachmentIn, media_type: str, now: datetime) -> Attachment:
        if any(one.filename == new.filename for one in self.of(application_id)):
            raise Conflict(f"There is a file {new.filename} already.")
        key = self.insert(
            application_id=application_id,
            filename=new.filename,
            media_type=media_type,
            bytes=new.bytes,
            added_at=written(now),
        )
        return self.get(application_id, key)

    def remove(self, key: int) -> None:
        self.connection.execute("DELETE FROM attachments WHERE id = ?", (key,))
