"""A child that never ends: `python -m tests.lib.hanging_child ORDER`."""

import json
import sys

from zone.lib import sign_of_life

if __name__ == "__main__":
    sign_of_life.promise(json.loads(sys.argv[1])["seconds"])
    while True:
        pass
