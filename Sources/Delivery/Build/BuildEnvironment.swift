// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives
package import Processes

/// The variables a build's commands get: nothing of the server's own but what reaches package registries.
package struct BuildEnvironment: Sendable {
    /// What is passed on of the server's environment.
    private let inherited: [String: String]

    private static let passedOn: Set<String> = [
        "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy", "SSL_CERT_FILE",
        "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS",
    ]
    private static let passedOnPrefixes = ["PIP_", "npm_config_", "NPM_CONFIG_"]

    /// What commands get unless the profile says otherwise: a build step's output is shown as it is written.
    private static let conventions = ["PYTHONUNBUFFERED": "1"]

    /// PATH.
    private let searchPath: String

    /// - server: all of the server's environment.
    package init(server: [String: String], toolchains: Toolchains = .system) {
        searchPath = toolchains.searchPath.joined(separator: ":")
        inherited = server.filter { name, _ in
            Self.passedOn.contains(name) || Self.passedOnPrefixes.contains { name.hasPrefix($0) }
        }
    }

    /// Everything a command gets: the profile's variables and, winning over them, the build's own.
    ///
    /// - cache: the project's folder for what package managers keep between builds; also the commands' home.
    func variables(profile: [String: Redacted<String>], cache: String, temporary: String) -> [String: String] {
        let own = [
            "PATH": searchPath, "HOME": cache, "TMPDIR": temporary, "LANG": "C.UTF-8", "CI": "true",
            "XDG_CACHE_HOME": cache, "PIP_CACHE_DIR": cache + "/pip", "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "PIP_NO_INPUT": "1", "UV_CACHE_DIR": cache + "/uv", "POETRY_CACHE_DIR": cache + "/poetry",
            "PIPENV_CACHE_DIR": cache + "/pipenv", "npm_config_cache": cache + "/npm",
            "npm_config_update_notifier": "false", "npm_config_fund": "false", "npm_config_audit": "false",
            "npm_config_store_dir": cache + "/pnpm", "YARN_CACHE_FOLDER": cache + "/yarn",
            "BUN_INSTALL_CACHE_DIR": cache + "/bun", "COMPOSER_CACHE_DIR": cache + "/composer",
            "CARGO_HOME": cache + "/cargo", "GOPATH": cache + "/go", "GOCACHE": cache + "/go-build",
            "GRADLE_USER_HOME": cache + "/gradle",
        ]
        return Self.conventions.merging(inherited) { _, passed in passed }
            .merging(profile.mapValues { $0.reveal() }) { _, set in set }
            .merging(own) { _, own in own }
    }

    /// Whether a command finds the program on its PATH.
    func finds(_ program: String) -> Bool {
        searchPath.split(separator: ":").contains { access("\($0)/\(program)", X_OK) == 0 }
    }

    /// The passwords in the inherited addresses, which package managers like to print.
    var secrets: [Redacted<String>] {
        inherited.values.compactMap { value in
            guard let scheme = value.firstRange(of: "://"), let at = value[scheme.upperBound...].lastIndex(of: "@"),
                let colon = value[scheme.upperBound..<at].firstIndex(of: ":")
            else { return nil }
            return Redacted(String(value[value.index(after: colon)..<at]))
        }
    }
}
