"""Run the scenarios, one after the other, and print what each of them found."""

from __future__ import annotations

import argparse
import http.client
import sys
import time
from collections.abc import Callable
from uuid import uuid4

from resilience import backups, burst, contract, disks, edits, kills, outages
from resilience.installation import Installation
from resilience.sizes import LONG, SHORT, Failed, Sizes

SCENARIOS: dict[str, Callable[[Installation, Sizes], None]] = {
    "burst": burst.run,
    "kills": kills.run,
    "edits": edits.run,
    "outages": outages.run,
    "disks": disks.run,
    "backups": backups.run,
    "contract": contract.run,
}


def main() -> int:
    """Return the status to end with: 0 when every scenario went as it must."""
    parser = argparse.ArgumentParser(prog="python -m resilience", description=__doc__)
    parser.add_argument("--only", choices=SCENARIOS, action="append", help="one scenario; all by default; repeatable")
    parser.add_argument("--short", action="store_true", help="small sizes, for every change")
    for name, value in vars(LONG).items():
        parser.add_argument(f"--{name}", type=type(value), help=f"{value} by default, {vars(SHORT)[name]} when short")
    options = vars(parser.parse_args())
    usual = vars(SHORT if options["short"] else LONG)
    sizes = Sizes(**{name: value if options[name] is None else options[name] for name, value in usual.items()})
    failures = []
    with Installation() as installation:
        for name in options["only"] or SCENARIOS:
            begun = time.monotonic()
            print(f"{name} on {installation.engine}:", flush=True)
            # What each scenario writes bears its own mark.
            installation.facts["run"] = uuid4().hex[:8]
            try:
                SCENARIOS[name](installation, sizes)
                installation.refuse_findings()
            except (Failed, OSError, http.client.HTTPException) as failure:
                failures.append(name)
                print(f"  FAILED: {failure}\n{installation.end_of_log()}")
            print(f"  {time.monotonic() - begun:.0f} s in all", flush=True)
    print(f"Failed: {', '.join(failures)}" if failures else "Everything held.")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
