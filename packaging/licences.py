#!/usr/bin/env python3
"""Prints the licences of casebook and of every crate that stands in its binary: what a package carries as its copyright file."""

import json
import pathlib
import subprocess
import sys

NAMES = ("licence", "license", "copying", "copyright", "notice", "unlicense")


def metadata():
    command = ["cargo", "metadata", "--format-version", "1", "--locked", "--filter-platform", platform()]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def platform():
    """The target that rustc builds for here."""
    lines = subprocess.run(["rustc", "-vV"], check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()
    host = next(line.removeprefix("host: ") for line in lines if line.startswith("host: "))
    return host


def linked(found):
    """The ids of the packages that the program is linked from: no tests, no build scripts."""
    nodes = {node["id"]: node for node in found["resolve"]["nodes"]}
    seen, ahead = set(), [found["resolve"]["root"]]
    while ahead:
        one = ahead.pop()
        if one in seen:
            continue
        seen.add(one)
        for dependency in nodes[one]["deps"]:
            if any(kind["kind"] is None for kind in dependency["dep_kinds"]):
                ahead.append(dependency["pkg"])
    return seen


def texts(package):
    """The texts of a package's licences, in the order of their files' names."""
    folder = pathlib.Path(package["manifest_path"]).parent
    files = [path for path in folder.iterdir() if path.is_file() and path.name.lower().startswith(NAMES)]
    files += [path for path in folder.glob("LICENSES/*") if path.is_file()]
    if package["license_file"]:
        files.append(folder / package["license_file"])
    return [path.read_text(encoding="utf-8", errors="replace").strip() for path in sorted(set(files))]


def main():
    found = metadata()
    wanted = linked(found)
    root = found["resolve"]["root"]
    packages = sorted((one for one in found["packages"] if one["id"] in wanted), key=lambda one: (one["name"], one["version"]))
    own = next(one for one in packages if one["id"] == root)
    print("casebook\n========\n")
    print("\n\n".join(texts(own)))
    print("\n\nThe crates that stand in the binary\n===================================\n")
    holders = {}
    for one in packages:
        if one["id"] == root:
            continue
        name = f"{one['name']} {one['version']}"
        print(f"{name}: {one['license'] or 'see its text'}")
        own_texts = texts(one)
        if not own_texts:
            authors = ", ".join(one["authors"]) or "its authors"
            own_texts = [f"{one['license']}, by {authors} (the crate carries no text of its own; {one['repository']})"]
        for text in own_texts:
            holders.setdefault(text, []).append(name)
    for text, names in holders.items():
        print(f"\n\n{', '.join(names)}\n{'-' * 70}\n\n{text}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
