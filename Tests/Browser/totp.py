# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""Codes of an authenticator app: RFC 6238 with SHA-1, six digits and 30 seconds, as apps make them."""

import base64
import hmac
import struct
import time

PERIOD = 30


class Authenticator:
    """Remembers which codes it gave, because a server takes each only once."""

    def __init__(self, secret: str):
        self.key = base64.b32decode(secret + "=" * (-len(secret) % 8))
        self.last = 0

    def code(self) -> str:
        """A code that was not used before: the current one, else the next, which servers take for clocks that go fast."""
        now = int(time.time()) // PERIOD
        # The next one but one is taken by nobody.
        while self.last > now:
            time.sleep(0.2)
            now = int(time.time()) // PERIOD
        self.last = max(now, self.last + 1)
        digest = hmac.digest(self.key, struct.pack(">Q", self.last), "sha1")
        start = digest[-1] & 15
        number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
        return f"{number % 1_000_000:06d}"
