// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// Small applications that need nothing but Debian's Python, written into an installation's folder.
extension Installation {
    /// An app that answers its version, and notes each of its starts in its own data folder.
    @discardableResult
    func writeApp(_ name: String, version: String, extra: String = "") throws -> String {
        try write(
            """
            import http.server, os, pathlib, signal, sys
            VERSION = "\(version)"
            \(extra)
            with open(os.path.join(os.environ["HOME"], "starts"), "a") as starts:
                starts.write(os.environ["DEXTRA_RELEASE"] + "\\n")

            class Handler(http.server.BaseHTTPRequestHandler):
                protocol_version = "HTTP/1.1"
                def answer(self, body=VERSION.encode()):
                    self.send_response(200)
                    self.send_header("content-length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
                do_GET = answer
                def do_POST(self):
                    self.rfile.read(int(self.headers.get("content-length", 0)))
                    self.answer()
                def log_message(self, *arguments):
                    pass

            class Server(http.server.ThreadingHTTPServer):
                request_queue_size = 128
                daemon_threads = True

            signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
            print("serving version", VERSION, flush=True)
            Server((os.environ["HOST"], int(os.environ["PORT"])), Handler).serve_forever()
            """, to: "\(name)/app.py")
        try write("name: \(name)\nstart: python3 app.py\n", to: "\(name)/dextra.yaml")
        return "\(folder)/\(name)"
    }

    /// The release numbers that noted a start, in order.
    func starts(of project: String) throws -> [Int] {
        let root = "\(home)/projects/\(project)"
        let files = try FileManager.default.subpathsOfDirectory(atPath: root).filter { $0.hasSuffix("/starts") }
        return files.flatMap { file in
            String(decoding: FileManager.default.contents(atPath: "\(root)/\(file)") ?? Data(), as: UTF8.self)
                .split(separator: "\n").compactMap { Int($0) }
        }
    }
}
