"""Files of the data set: whole or not at all, bounded shards, checksums that notice every change."""

from __future__ import annotations

import resource
from pathlib import Path

import pyarrow as pa
import pytest
from pydantic import BaseModel

from arbase.domain.errors import UserError
from arbase.evaluation.dataset import tables
from arbase.evaluation.dataset.settings import DatasetSettings, load_dataset_settings, service_folders
from arbase.evaluation.dataset.work import Work, digest_of, write_whole

SCHEMA = pa.schema([("id", pa.string()), ("text", pa.string())])
ROOT = Path(__file__).parents[4]


class Part(BaseModel):
    number: int


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tables, "SHARD_BYTES", 3000)
    rows = [{"id": str(number), "text": digest_of(str(number)) * 9} for number in range(100)]
    tables.write_shards(tmp_path / "data", "dev", rows, SCHEMA)
    tables.write_checksums(tmp_path)
    return tmp_path


def test_rows_are_cut_into_shards_of_bounded_size_and_read_back_in_order(written: Path) -> None:
    shards = list((written / "data").glob("*.parquet"))
    assert len(shards) > 1
    assert all(shard.stat().st_size <= 3000 for shard in shards)
    assert [row["id"] for row in tables.read_rows(written)] == [str(number) for number in range(100)]


def test_checksums_notice_changed_missing_and_new_files(written: Path) -> None:
    assert tables.checksum_faults(written) == []
    first, second, *_ = sorted((written / "data").glob("*.parquet"))
    first.write_bytes(first.read_bytes() + b"x")
    second.unlink()
    (written / "new.txt").write_text("new")
    faults = " | ".join(tables.checksum_faults(written))
    assert f"{first}: its checksum differs" in faults
    assert f"{second}: is missing" in faults
    assert "new.txt: is not in SHA256SUMS" in faults


def test_missing_folder_and_broken_file_are_told_in_one_line(written: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="make it with `arbase dataset build`"):
        tables.read_rows(tmp_path / "nothing")
    next((written / "data").glob("*.parquet")).write_bytes(b"no parquet")
    with pytest.raises(UserError, match=r"dev-00000.*cannot be read"):
        tables.read_rows(written)


def test_part_is_made_once_for_its_key(tmp_path: Path) -> None:
    work = Work(tmp_path)
    made = [work.model(Part, "part", key, lambda: Part(number=1)) for key in ("a", "a", "b")]
    assert made[0] == made[1]
    assert len(list(tmp_path.iterdir())) == 2


def test_part_that_another_version_wrote_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "part-a.json").write_text('{"size": 3}')
    assert Work(tmp_path).model(Part, "part", "a", lambda: Part(number=2)).number == 2


def test_killed_tree_leaves_nothing_under_its_name(tmp_path: Path) -> None:
    work = Work(tmp_path)

    def fill(target: Path) -> None:
        target.mkdir()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        work.tree("tree", "k", fill)
    assert work.tree("tree", "k", lambda target: target.mkdir()).is_dir()


def test_full_disk_leaves_the_old_file_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_whole(path, b"old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(UserError, match="file: cannot be written"):
            write_whole(path, b"new" * 1000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["file"]


def test_folder_that_cannot_be_made_is_told_in_one_line(tmp_path: Path) -> None:
    write_whole(tmp_path / "file", b"old")
    with pytest.raises(UserError, match="cannot be written"):
        write_whole(tmp_path / "file" / "below", b"new")


def test_shipped_settings_can_be_read_and_name_existing_services() -> None:
    settings = load_dataset_settings(ROOT / "configs" / "dataset.yaml")
    assert settings.split_of(settings.splits.dev[0]) == "dev"
    assert settings.split_of("never heard of") == "measured"
    assert service_folders(settings.model_copy(update={"services": ROOT / settings.services}))


def test_unknown_service_and_split_in_two_are_refused(tmp_path: Path) -> None:
    (tmp_path / "shop" / "service").mkdir(parents=True)
    with pytest.raises(UserError, match="there are shop"):
        service_folders(DatasetSettings(services=tmp_path), ("shap",))
    with pytest.raises(ValueError, match="shop is in `dev` and in `measured`"):
        DatasetSettings.model_validate({"splits": {"dev": ["shop"], "measured": ["shop"]}})


def test_digest_changes_with_every_part(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1")
    before = digest_of("x", tmp_path)
    (tmp_path / "a").write_text("2")
    assert digest_of("x", tmp_path) != before
    assert digest_of("y", tmp_path) != digest_of("x", tmp_path)


def test_work_folder_is_found_from_every_other_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    made = Work(Path("home")).tree("tree", "key", lambda target: target.mkdir())
    assert made == tmp_path / "home" / "tree-key"
