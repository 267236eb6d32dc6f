"""python -m herbarium.seed: make the training collection anew."""
import json
from pathlib import Path

from herbarium import dwc, importer
from herbarium.db import make_sessions
from herbarium.models import Base, Image, SavedSearch, Specimen
from herbarium.settings import Settings
from sqlalchemy import select

DATA = Path(__file__).parent / "data"


def load(path: Path) -> None:
    """Fill a new database at this path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with make_sessions(path)() as session:
        Base.metadata.create_all(session.connection())
        importer.load(session, dwc.decode((DATA / "collection.tsv").read_bytes()), importer.Report())
        more = json.loads((DATA / "more.json").read_text(encoding="utf-8"))
        for image in more["images"]:
            owner = session.scalar(select(Specimen).where(Specimen.barcode == image.pop("barcode")))
            session.add(Image(specimen=owner, **image))
        for saved in more["saved"]:
            session.add(SavedSearch(**saved))
        session.commit()


if __name__ == "__main__":
    load(Settings.from_env().database)
