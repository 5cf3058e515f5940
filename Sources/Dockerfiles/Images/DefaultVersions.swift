// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Detection

/// The version of a runtime when a project asks for none.
enum DefaultVersions {
    static func version(of runtime: String) -> String {
        RuntimeRelease.current(of: runtime) ?? others[runtime] ?? "latest"
    }

    /// Of runtimes and tools that detection's table has no releases of: known to be there as tags or downloads, to be
    /// renewed with it.
    private static let others: [String: String] = [
        "bun": "1.2.23", "clojure": "1.12", "crystal": "1.17.1", "dart": "3.9.4", "erlang": "27.3.4",
        "flutter": "3.35.6", "gleam": "1.12.0", "gradle": "8.14.3", "haskell": "9.8.4", "hugo": "0.150.0",
        "julia": "1.11.7", "maven": "3.9.11", "mdbook": "0.4.52", "perl": "5.42.0", "pnpm": "10.18.0",
        "poetry": "2.1.4", "pdm": "2.25.9", "pipenv": "2025.0.4", "quarto": "1.8.25", "r": "4.5.1", "sbt": "1.11.6",
        "soupault": "5.1.0", "swift": "6.1.3", "uv": "0.8.22", "yarn": "1.22.22", "zig": "0.15.1", "zola": "0.21.0",
        "nginx": "1.28.0", "composer": "2.8.12", "corepack": "0.34.0", "mill": "1.0.5", "scala-cli": "1.9.1",
        "openresty": "1.27.1.2",
    ]
}
