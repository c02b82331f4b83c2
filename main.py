"""Start Perfdesk from a checkout: the window without arguments, the command line with them."""

import sys

from perfdesk.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
