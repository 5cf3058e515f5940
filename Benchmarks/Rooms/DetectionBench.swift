// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Detection
import Primitives

/// Detection of folders on disk: projects of several ecosystems, each among 300 files that say nothing.
enum DetectionBench {
    static func run() async throws {
        try await Scratch.with { folder in
            var paths: [String] = []
            for (index, project) in projects.enumerated() {
                let path = "\(folder)/\(index)"
                try Scratch.write(project, below: path)
                for number in 0..<300 {
                    try Scratch.write(["src/part\(number % 10)/file\(number).txt": "nothing\n"], below: path)
                }
                paths.append(path)
            }
            let detector = Detector()
            let rounds = 100
            var slowest = 0.0
            let all = try await Rooms.seconds {
                for _ in 0..<rounds {
                    for path in paths {
                        let one = try await Rooms.seconds {
                            _ = try detector.detect(try DirectoryFileTree(path: path))
                        }
                        slowest = max(slowest, one)
                    }
                }
            }
            Rooms.print(
                "detection, mean of \(paths.count) projects", all / Double(rounds * paths.count) * 1000, "ms", digits: 3
            )
            Rooms.print("detection, slowest", slowest * 1000, "ms", digits: 3)
        }
    }

    private static let projects: [[String: String]] = [
        ["index.html": "<!doctype html><title>x</title>"],
        [
            "requirements.txt": "flask==3.1.3\ngunicorn\n",
            "app.py":
                "from flask import Flask\napp = Flask(__name__)\n@app.get('/health')\ndef health(): return 'ok'\n",
        ],
        [
            "pyproject.toml": "[project]\nname='x'\nrequires-python='>=3.11'\ndependencies=['fastapi','uvicorn']\n",
            "main.py": "from fastapi import FastAPI\napp = FastAPI()\n",
        ],
        [
            "package.json":
                #"{"name":"x","scripts":{"build":"next build","start":"next start"},"dependencies":{"next":"15"}}"#,
            "package-lock.json": "{}",
        ],
        [
            "package.json": #"{"name":"x","scripts":{"build":"vite build"},"devDependencies":{"vite":"6"}}"#,
            "vite.config.js": "export default {}",
        ],
        ["package.json": #"{"name":"x","main":"server.js"}"#, "server.js": "require('http')"],
    ]
}
