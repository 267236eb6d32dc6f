"""Command line: python -m water_lab.cli import FILE... | import-logger POINT FILE | report WEEK [--out FILE]"""
import argparse
import sys
from pathlib import Path

from . import config, importing, monitoring, reports
from .errors import ApiError, Invalid
from .frames import FrameStore


def read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise Invalid("file", f"{path} cannot be read: {problem.strerror}") from None


def import_files(settings: config.Settings, paths: list[Path]) -> None:
    for path in paths:
        done = importing.take(settings, path.name, read(path))
        print(f"{path.name}: {done['lines']} lines, {done['samples']} samples, {done['alerts']} alerts")


def import_logger(settings: config.Settings, point: str, path: Path) -> None:
    done = importing.take_logger(settings, point, read(path))
    print(f"{point}: {done['readings']} readings")


def report(settings: config.Settings, week: str, out: Path | None) -> None:
    text = reports.as_text(reports.weekly(FrameStore(settings.database).current(), week, settings.zone))
    if out:
        out.write_text(text, encoding="utf-8")
    else:
        print(text, end="")


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="water_lab")
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("import", help="take in files of instruments")
    command.add_argument("paths", nargs="+", type=Path)
    command = commands.add_parser("import-logger", help="take in a file of a logger")
    command.add_argument("point")
    command.add_argument("path", type=Path)
    command = commands.add_parser("report", help="write the report of a week")
    command.add_argument("week")
    command.add_argument("--out", type=Path)
    args = parser.parse_args(argv)
    settings = config.load()
    try:
        if args.command == "import":
            import_files(settings, args.paths)
        elif args.command == "import-logger":
            import_logger(settings, args.point, args.path)
        else:
            report(settings, args.week, args.out)
    except ApiError as error:
        print(f"water_lab: {error.message}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    monitoring.start("command")
    sys.exit(main())
