# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""Needs some seconds before it is healthy, as programs do that warm a cache."""

import http.server
import os
import time

READY_AT = time.monotonic() + float(os.environ.get("WARM_UP_SECONDS", "8"))


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        ready = time.monotonic() >= READY_AT
        body = b"ready\n" if ready else b"warming the cache\n"
        self.send_response(200 if ready else 503)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


address = (os.environ.get("HOST", "127.0.0.1"), int(os.environ["PORT"]))
print("warming the cache", flush=True)
http.server.ThreadingHTTPServer(address, Handler).serve_forever()
