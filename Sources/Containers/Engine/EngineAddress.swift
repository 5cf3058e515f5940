// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import HTTP
import Primitives

/// Where an engine listens.
package struct EngineAddress: Sendable, Hashable, CustomStringConvertible {
    package enum Place: Sendable, Hashable {
        case unix(String)
        case tcp(host: String, port: Int)
        /// TCP with TLS: the folder has `ca.pem`, and `cert.pem` and `key.pem` to show (DOCKER_CERT_PATH).
        case tls(host: String, port: Int, certificates: String)
    }

    package let place: Place

    package init(_ place: Place) { self.place = place }

    /// Reads `unix:///path`, `tcp://host:port` and `http(s)://host:port`, as DOCKER_HOST has them.
    ///
    /// Throws `invalid_argument`, also for `ssh://`: that needs a program at the other end.
    package init(_ text: String, environment: [String: String] = [:]) throws {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].hasPrefix("//") else {
            throw Failure(
                .invalidArgument, "\(text) is not an engine's address", hint: "write unix:///path or tcp://host:port")
        }
        let rest = String(parts[1].dropFirst(2))
        switch parts[0] {
        case "unix" where rest.hasPrefix("/"):
            place = .unix(rest)
        case "tcp", "http", "https":
            let verifies = environment["DOCKER_TLS_VERIFY"].map { !$0.isEmpty } ?? false
            let isSecure = parts[0] == "https" || verifies
            let (host, port) = try Self.hostAndPort(rest, usual: isSecure ? 2376 : 2375)
            let folder = environment["DOCKER_CERT_PATH"] ?? (environment["HOME"] ?? "/root") + "/.docker"
            place = isSecure ? .tls(host: host, port: port, certificates: folder) : .tcp(host: host, port: port)
        default:
            throw Failure(
                .invalidArgument, "an engine can't be reached by \(parts[0])", hint: "use a unix or tcp address")
        }
    }

    private static func hostAndPort(_ text: String, usual: Int) throws -> (String, Int) {
        var rest = Substring(text)
        if rest.last == "/" { rest.removeLast() }
        var host = rest
        var port: Substring?
        if rest.first == "[", let end = rest.firstIndex(of: "]") {
            host = rest[rest.index(after: rest.startIndex)..<end]
            let after = rest[rest.index(after: end)...]
            if after.first == ":" { port = after.dropFirst() }
        } else if let colon = rest.lastIndex(of: ":") {
            (host, port) = (rest[..<colon], rest[rest.index(after: colon)...])
        }
        let number = port.map { Int($0) ?? 0 } ?? usual
        guard !host.isEmpty, !host.contains("/"), (1...65_535).contains(number) else {
            throw Failure(.invalidArgument, "\(text) is not a host and a port")
        }
        return (String(host), number)
    }

    /// Where engines are usually found, the most likely first: DOCKER_HOST alone when it is set; else Docker's socket,
    /// that of a rootless Docker, Podman's, and a rootless Podman's.
    ///
    /// Throws `invalid_argument` when DOCKER_HOST can't be read.
    package static func candidates(environment: [String: String]) throws -> [EngineAddress] {
        if let host = environment["DOCKER_HOST"], !host.isEmpty {
            return [try EngineAddress(host, environment: environment)]
        }
        let runtime = environment["XDG_RUNTIME_DIR"].flatMap { $0.isEmpty ? nil : $0 }
        var paths = ["/var/run/docker.sock"]
        if let runtime { paths.append(runtime + "/docker.sock") }
        if let home = environment["HOME"], !home.isEmpty { paths.append(home + "/.docker/run/docker.sock") }
        paths.append("/run/podman/podman.sock")
        if let runtime { paths.append(runtime + "/podman/podman.sock") }
        return paths.map { EngineAddress(.unix($0)) }
    }

    /// What the transport connects to. Throws `engine_unsupported` for TLS where this build has none.
    var endpoint: HTTPEndpoint {
        get throws {
            switch place {
            case .unix(let path): return .unix(path)
            case .tcp(let host, let port): return .tcp(host: host, port: port)
            case .tls:
                throw Failure(
                    .engineUnsupported, "\(self) needs TLS, which this build does not speak to engines",
                    hint: "use a unix socket, or forward one with ssh -L")
            }
        }
    }

    /// As DOCKER_HOST has it.
    package var description: String {
        switch place {
        case .unix(let path): "unix://\(path)"
        case .tcp(let host, let port), .tls(let host, let port, _):
            host.contains(":") ? "tcp://[\(host)]:\(port)" : "tcp://\(host):\(port)"
        }
    }

    /// Nothing is at the socket's path: not worth a connection.
    var isAbsent: Bool {
        if case .unix(let path) = place { !FileManager.default.fileExists(atPath: path) } else { false }
    }
}
