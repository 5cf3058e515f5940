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
        /// TCP with TLS: the folder has `ca.pem`, else the system's authorities are trusted; and `cert.pem` and
        /// `key.pem` when there is something to show (DOCKER_CERT_PATH).
        case tls(host: String, port: Int, certificates: String)
    }

    package let place: Place

    package init(_ place: Place) { self.place = place }

    /// Reads `unix:///path`, `tcp://host:port` and `http(s)://host:port`, as DOCKER_HOST has them.
    ///
    /// - environment: where DOCKER_TLS_VERIFY asks for TLS, and DOCKER_CERT_PATH, else the docker command line's own
    ///   folder, has the certificates.
    ///
    /// Throws `invalid_argument`, also for `ssh://`: that needs a program at the other end; `engine_unsupported` for
    /// DOCKER_TLS alone, which asks for TLS that verifies nobody.
    package init(_ text: String, environment: [String: String] = [:]) throws {
        let isSet = { (name: String) in environment[name].map { !$0.isEmpty } ?? false }
        let verifies = isSet("DOCKER_TLS_VERIFY")
        let configured = isSet("DOCKER_CERT_PATH") ? environment["DOCKER_CERT_PATH"] : nil
        let folder = configured ?? DockerConfiguration.folder(environment) ?? "/root/.docker"
        self = try Self(text, certificates: verifies ? folder : nil, usual: folder)
        guard !verifies, isSet("DOCKER_TLS"), case .tcp = place else { return }
        throw Self.unverified("DOCKER_TLS", hint: "set DOCKER_TLS_VERIFY=1, with ca.pem in \(folder)")
    }

    /// - certificates: the folder for TLS; nil for none, unless the text itself says https.
    /// - usual: the folder where it does.
    init(_ text: String, certificates: String?, usual: String) throws {
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
            let folder = certificates ?? (parts[0] == "https" ? usual : nil)
            let (host, port) = try Self.hostAndPort(rest, usual: folder == nil ? 2375 : 2376)
            place = folder.map { .tls(host: host, port: port, certificates: $0) } ?? .tcp(host: host, port: port)
        case "ssh":
            throw Failure(
                .invalidArgument, "the engine at \(text) can't be reached: ssh is not spoken to engines",
                hint: "forward its socket with ssh -N -L /tmp/engine.sock:/var/run/docker.sock, and use"
                    + " unix:///tmp/engine.sock")
        default:
            throw Failure(
                .invalidArgument, "an engine can't be reached by \(parts[0])", hint: "use a unix or tcp address")
        }
    }

    static func unverified(_ source: String, hint: String) -> Failure {
        Failure(
            .engineUnsupported, "\(source) asks for TLS that does not verify the engine, which is not done here",
            hint: hint)
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

    /// Where engines are usually found, the most likely first: DOCKER_HOST alone when it is set, or the engine of the
    /// docker command line's context alone when one is chosen; else Docker's socket, that of a rootless Docker,
    /// Podman's, and a rootless Podman's.
    ///
    /// Throws what ``init(_:environment:)`` does for DOCKER_HOST, and `engine_context_invalid`.
    package static func candidates(environment: [String: String]) throws -> [EngineAddress] {
        if let host = environment["DOCKER_HOST"], !host.isEmpty {
            return [try EngineAddress(host, environment: environment)]
        }
        if let context = try DockerContext.chosen(environment) { return [try context.address()] }
        let runtime = environment["XDG_RUNTIME_DIR"].flatMap { $0.isEmpty ? nil : $0 }
        var paths = ["/var/run/docker.sock"]
        if let runtime { paths.append(runtime + "/docker.sock") }
        if let home = environment["HOME"], !home.isEmpty { paths.append(home + "/.docker/run/docker.sock") }
        paths.append("/run/podman/podman.sock")
        if let runtime { paths.append(runtime + "/podman/podman.sock") }
        return paths.map { EngineAddress(.unix($0)) }
    }

    /// What the transport connects to.
    var endpoint: HTTPEndpoint {
        switch place {
        case .unix(let path): .unix(path)
        case .tcp(let host, let port): .tcp(host: host, port: port)
        case .tls(let host, let port, _): .tls(host: host, port: port)
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

    var isUnix: Bool { if case .unix = place { true } else { false } }

    /// Nothing is at the socket's path: not worth a connection.
    var isAbsent: Bool {
        if case .unix(let path) = place { !FileManager.default.fileExists(atPath: path) } else { false }
    }
}
