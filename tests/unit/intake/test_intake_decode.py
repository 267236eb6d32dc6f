import base64
import gzip
import tracemalloc
import zlib

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arbase.domain.errors import IntakeRejected
from arbase.intake.decode import decode, decode_legacy

LIMIT = 100_000
TEXT = b'{"event_id": "x"}' * 500


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


PACKED = {
    "gzip": gzip.compress(TEXT, mtime=0),
    "x-gzip": gzip.compress(TEXT, mtime=0),
    "deflate": zlib.compress(TEXT),
    "br": brotli.compress(TEXT),
}


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        *PACKED.items(),
        ("deflate", raw_deflate(TEXT)),
        ("", TEXT),
        ("identity", TEXT),
        ("GZIP, identity", PACKED["gzip"]),
    ],
)
def test_every_encoding_is_undone(encoding, body):
    assert decode(body, encoding, LIMIT) == TEXT


def test_gzip_members_one_after_the_other_are_one_body():
    assert decode(gzip.compress(b"one ") + gzip.compress(b"two"), "gzip", LIMIT) == b"one two"


@pytest.mark.parametrize(("encoding", "body"), [*PACKED.items(), ("deflate", raw_deflate(TEXT))])
@pytest.mark.parametrize("kept", [0, 1, 5, 0.5, -1, -4])
def test_a_truncated_body_is_refused(encoding, body, kept):
    short = body[: int(len(body) * kept)] if isinstance(kept, float) else body[:kept]
    with pytest.raises(IntakeRejected) as caught:
        decode(short, encoding, LIMIT)
    assert caught.value.status == 400


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br"])
def test_damaged_data_is_refused(encoding):
    with pytest.raises(IntakeRejected, match=encoding) as caught:
        decode(b"this was never compressed", encoding, LIMIT)
    assert caught.value.status == 400


def test_what_follows_a_gzip_member_must_be_one():
    with pytest.raises(IntakeRejected) as caught:
        decode(PACKED["gzip"] + b"and more", "gzip", LIMIT)
    assert caught.value.status == 400


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress, brotli.compress])
def test_a_bomb_is_refused_before_it_fills_the_memory(pack):
    bomb = pack(b"\0" * 30_000_000)
    encoding = {gzip.compress: "gzip", zlib.compress: "deflate", brotli.compress: "br"}[pack]
    tracemalloc.start()
    with pytest.raises(IntakeRejected, match="larger than") as caught:
        decode(bomb, encoding, 1_000_000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert caught.value.status == 413
    assert peak < 10_000_000


def test_many_small_members_count_together():
    bomb = gzip.compress(b"\0" * 50_000) * 100
    with pytest.raises(IntakeRejected) as caught:
        decode(bomb, "gzip", LIMIT)
    assert caught.value.status == 413


@pytest.mark.parametrize("encoding", ["", "gzip", "deflate", "br"])
def test_the_limit_itself_is_allowed_and_one_byte_more_is_not(encoding):
    packers = {"": bytes, "gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress}
    assert len(decode(packers[encoding](b"a" * LIMIT), encoding, LIMIT)) == LIMIT
    with pytest.raises(IntakeRejected) as caught:
        decode(packers[encoding](b"a" * (LIMIT + 1)), encoding, LIMIT)
    assert caught.value.status == 413


@pytest.mark.parametrize("encoding", ["zstd", "gzip, br", "nonsense\n"])
def test_an_unknown_encoding_is_named(encoding):
    with pytest.raises(IntakeRejected, match="Content-Encoding") as caught:
        decode(TEXT, encoding, LIMIT)
    assert caught.value.status == 415


def test_old_clients_write_compressed_json_in_base64():
    assert decode_legacy(base64.b64encode(zlib.compress(TEXT)), LIMIT) == TEXT
    assert decode_legacy(base64.b64encode(TEXT), LIMIT) == TEXT
    assert decode_legacy(TEXT, LIMIT) == TEXT


def test_a_bomb_in_base64_is_refused():
    with pytest.raises(IntakeRejected) as caught:
        decode_legacy(base64.b64encode(zlib.compress(b"\0" * 10_000_000)), LIMIT)
    assert caught.value.status == 413


@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate", "br", ""]))
def test_no_bytes_break_the_decoder(body, encoding):
    status = 200
    try:
        assert len(decode(body, encoding, LIMIT)) <= LIMIT
        decode_legacy(body, LIMIT)
    except IntakeRejected as error:
        status = error.status
    assert status in (200, 400, 413)
