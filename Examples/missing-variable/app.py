# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""Needs LEDGER_URL. Dextra says so before anything is built or started."""

import http.server
import os

LEDGER_URL = os.environ["LEDGER_URL"]


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = b"the ledger is known\n"
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


address = (os.environ.get("HOST", "127.0.0.1"), int(os.environ["PORT"]))
http.server.ThreadingHTTPServer(address, Handler).serve_forever()
