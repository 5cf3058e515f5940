# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""Crashes while it starts: Dextra refuses the release and shows these last lines as the reason."""

import sys

print("reading settings", flush=True)
print("connecting to the ledger", flush=True)
sys.exit("ledger.conf: no such file: the ledger's address is not known")
