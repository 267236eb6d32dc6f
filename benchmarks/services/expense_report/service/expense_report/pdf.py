"""A small PDF writer: A4 pages of text in Helvetica and thin lines, nothing else."""

from __future__ import annotations

WIDTH, HEIGHT = 595, 842
MARGIN = 50


def escape(text: str) -> bytes:
    """Text as a PDF string in WinAnsi; letters that the font does not have become `?`."""
    raw = text.encode("cp1252", errors="replace")
    for special in (b"\\", b"(", b")"):
        raw = raw.replace(special, b"\\" + special)
    return raw


class Pdf:
    """Collects pages; coordinates are points from the lower left corner."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.pages: list[list[bytes]] = []

    def add_page(self) -> None:
        """Begins a new page; what is drawn afterwards goes there."""
        self.pages.append([])

    def text(
        self, x: float, y: float, text: str, *, size: int = 10, bold: bool = False, page: int = -1
    ) -> None:
        """One line of text that begins at a point, on the last page or on another."""
        font = b"F2" if bold else b"F1"
        position = f"{size} Tf {x:g} {y:g} Td (".encode()
        self.pages[page].append(b"BT /" + font + b" " + position + escape(text) + b") Tj ET")

    def rule(self, y: float) -> None:
        """A line from margin to margin."""
        self.pages[-1].append(f"0.5 w {MARGIN} {y:g} m {WIDTH - MARGIN} {y:g} l S".encode())

    def render(self) -> bytes:
        """The file."""
        fonts = [b"Helvetica", b"Helvetica-Bold"]
        kids = " ".join(f"{6 + 2 * place} 0 R" for place in range(len(self.pages)))
        objects = [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Kids [{kids}] /Count {len(self.pages)} >>".encode(),
            *(
                b"<< /Type /Font /Subtype /Type1 /BaseFont /"
                + font
                + b" /Encoding /WinAnsiEncoding >>"
                for font in fonts
            ),
            b"<< /Title (" + escape(self.title) + b") /Producer (expense_report) >>",
        ]
        for place, drawn in enumerate(self.pages):
            stream = b"\n".join(drawn)
            objects.append(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}]"
                f" /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >>"
                f" /Contents {7 + 2 * place} 0 R >>".encode()
            )
            objects.append(
                f"<< /Length {len(stream)} >>\nstream\n".encode() + stream + b"\nendstream"
            )
        return self._file(objects)

    @staticmethod
    def _file(objects: list[bytes]) -> bytes:
        out = bytearray(b"%PDF-1.4\n")
        offsets = []
        for number, content in enumerate(objects, start=1):
            offsets.append(len(out))
            out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        for offset in offsets:
            out += b"%010d 00000 n \n" % offset
        out += b"trailer\n<< /Size %d /Root 1 0 R /Info 5 0 R >>\n" % (len(objects) + 1)
        return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)
