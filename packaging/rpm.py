#!/usr/bin/env python3
"""Prints what `cargo generate-rpm` wants to know, from the list of files that Cargo.toml has for the .deb.

One list serves both kinds of package. Paths that the two kinds of system have in different places stand below.
"""

import json
import pathlib
import tomllib

ELSEWHERE = {"usr/share/zsh/vendor-completions/": "usr/share/zsh/site-functions/"}

root = pathlib.Path(__file__).resolve().parent.parent
package = tomllib.loads((root / "Cargo.toml").read_text())["package"]
deb = package["metadata"]["deb"]
settings = [path.lstrip("/") for path in deb["conf-files"]]

print("summary =", json.dumps(package["description"]))
for script, file in [("post_install", "post"), ("pre_uninstall", "preun"), ("post_uninstall", "postun")]:
    print(f"{script}_script =", json.dumps((root / "packaging/rpm" / file).read_text()))
print("assets = [")
for source, to, mode in deb["assets"]:
    for deb_place, rpm_place in ELSEWHERE.items():
        to = to.replace(deb_place, rpm_place)
    kept = ', config = "noreplace"' if to in settings else ""
    doc = ", doc = true" if to.startswith("usr/share/doc/") else ""
    print(f'    {{ source = {json.dumps(source)}, dest = {json.dumps("/" + to)}, mode = "{mode}"{kept}{doc} }},')
print("]")
