"""The files of the data set: Parquet shards of bounded size, and checksums over everything that is shipped."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from arbase.domain.errors import UserError
from arbase.evaluation.dataset.work import write_whole

SHARD_BYTES = 1_900_000
CHECKSUMS = "SHA256SUMS"


def write_shards(folder: Path, split: str, rows: Sequence[dict[str, Any]], schema: pa.Schema) -> list[Path]:
    """Write the rows as `<split>-00000-of-00007.parquet`, none larger than a shard may be. Raises UserError."""
    shards = _shards(list(rows), schema)
    written = []
    for number, data in enumerate(shards):
        path = folder / f"{split}-{number:05d}-of-{len(shards):05d}.parquet"
        write_whole(path, data)
        written.append(path)
    return written


def read_rows(folder: Path, columns: Sequence[str] | None = None) -> list[dict[str, Any]]:
    """All rows of a folder's shards. Raises UserError where there is none, or one cannot be read."""
    shards = sorted((folder / "data").glob("*.parquet"))
    if not shards:
        raise UserError(f"{folder}: holds no data/*.parquet; make it with `arbase dataset build`.")
    rows: list[dict[str, Any]] = []
    for shard in shards:
        try:
            rows += pq.read_table(shard, columns=list(columns) if columns else None).to_pylist()
        except (pa.ArrowException, OSError) as error:
            reason = " ".join(str(error).split())[:160]
            raise UserError(
                f"{shard}: cannot be read ({reason}); build it again with `arbase dataset build`."
            ) from error
    return rows


def write_checksums(folder: Path) -> None:
    """Write the checksum of every file below `folder`, as `sha256sum --check` reads them."""
    lines = [f"{_sha256(path)}  {path.relative_to(folder).as_posix()}\n" for path in _shipped(folder)]
    write_whole(folder / CHECKSUMS, "".join(lines).encode())


def checksum_faults(folder: Path) -> list[str]:
    """What differs from the checksums, one sentence each. Raises UserError if there are none to compare with."""
    listed = folder / CHECKSUMS
    if not listed.is_file():
        raise UserError(f"{listed}: not found; make the data set with `arbase dataset build`.")
    lines = [line.partition("  ") for line in listed.read_text(encoding="utf-8").splitlines() if line]
    known = {name: digest for digest, _, name in lines}
    there = {path.relative_to(folder).as_posix(): path for path in _shipped(folder)}
    faults = [f"{folder / name}: is missing" for name in sorted(set(known) - set(there))]
    faults += [f"{folder / name}: is not in {CHECKSUMS}" for name in sorted(set(there) - set(known))]
    faults += [
        f"{folder / name}: its checksum differs from {CHECKSUMS}"
        for name, path in sorted(there.items())
        if name in known and _sha256(path) != known[name]
    ]
    return faults


def _shipped(folder: Path) -> Iterable[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != CHECKSUMS)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _shards(rows: list[dict[str, Any]], schema: pa.Schema) -> list[bytes]:
    """The rows as Parquet files, halved until each is small enough; a row that is too large alone stays so."""
    data = _parquet(rows, schema)
    if len(data) <= SHARD_BYTES or len(rows) <= 1:
        return [data]
    middle = len(rows) // 2
    return [*_shards(rows[:middle], schema), *_shards(rows[middle:], schema)]


def _parquet(rows: list[dict[str, Any]], schema: pa.Schema) -> bytes:
    out = io.BytesIO()
    table = pa.Table.from_pylist(rows, schema=schema)
    pq.write_table(table, out, compression="zstd", compression_level=19, use_dictionary=True)
    return out.getvalue()
