"""Imports and nightly reports: python -m trail_guide.cli --help"""
import argparse
import sys
from datetime import date
from pathlib import Path

from trail_guide import config, reports, telemetry
from trail_guide.db import opened
from trail_guide.errors import GuideError, Invalid
from trail_guide.profiles import Summary
from trail_guide.tracks import KINDS, TrackImport


def line(slug: str, summary: Summary) -> str:
    return f"{slug}: {summary.point_count} points, {summary.length_m:.0f} m, ascent {summary.ascent_m:.0f} m"


def import_track(args: argparse.Namespace, settings: config.Settings) -> None:
    if args.file.suffix not in KINDS:
        raise Invalid(f"{args.file.name} is neither .gpx nor .csv")
    with opened(settings.database) as db:
        summary = TrackImport(db).import_one(args.slug, args.file.read_bytes(), KINDS[args.file.suffix])
    print(line(args.slug, summary))


def import_folder(args: argparse.Namespace, settings: config.Settings) -> None:
    with opened(settings.database) as db:
        for slug, summary in TrackImport(db).import_folder(args.folder).items():
            print(line(slug, summary))


def nightly_report(args: argparse.Namespace, settings: config.Settings) -> None:
    with opened(settings.database) as db:
        text = reports.nightly(db, args.date, settings.zone)
    if args.out:
        args.out.write_text(text, encoding="utf-8")
    else:
        print(text, end="")


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="trail_guide")
    commands = top.add_subparsers(required=True)
    one = commands.add_parser("import-track")
    one.add_argument("slug")
    one.add_argument("file", type=Path)
    one.set_defaults(run=import_track)
    many = commands.add_parser("import-folder")
    many.add_argument("folder", type=Path)
    many.set_defaults(run=import_folder)
    report = commands.add_parser("nightly-report")
    report.add_argument("--date", type=date.fromisoformat, required=True)
    report.add_argument("--out", type=Path)
    report.set_defaults(run=nightly_report)
    return top


def main(argv: list[str] | None = None) -> int:
    args = parser().parse_args(argv)
    try:
        args.run(args, config.load())
    except GuideError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    telemetry.start()
    sys.exit(main())
