// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Arguments
package import Client
import HTTP
import Primitives

extension CommandContext {
    /// Where contexts are written down; throws `home_unknown` for who has no folder for them.
    var contexts: ContextFolder {
        get throws(Failure) {
            if let folder = ContextFolder.find(in: surroundings) { return folder }
            throw Failure(
                .homeUnknown, "there is no place for contexts: HOME is not set and this user has none",
                hint: "set XDG_CONFIG_HOME, or use DEXTRA_URL and DEXTRA_TOKEN")
        }
    }

    /// Which server the command line is for.
    func choice(_ arguments: ParsedArguments) throws -> ServerChoice {
        try ServerChoice.find(arguments, environment: environment) {
            try ContextFolder.find(in: surroundings)?.list().current ?? .local
        }
    }

    /// A client of that server, which nobody has asked anything yet.
    package func client(_ arguments: ParsedArguments) throws -> ServerClient {
        switch try choice(arguments) {
        case .local: ServerClient(home: try home(arguments), userAgent: Self.userAgent, time: time)
        case .context(let name): try client(of: try contexts.list().known(name))
        case .environment: try client(at: try environmentServer())
        }
    }

    /// A client of a server that answers; this machine's own is started if it wasn't.
    package func connect(_ arguments: ParsedArguments) async throws -> ServerClient {
        let client = try client(arguments)
        _ = try await launcher.ensureRunning(client)
        return client
    }

    /// Throws `not_signed_in`.
    func client(of saved: SavedContext) throws -> ServerClient {
        var server = try remote(saved)
        server.token = try contexts.token(of: saved.name)
        guard server.token != nil else {
            throw Failure(
                .notSignedIn, "nobody is signed in to \(saved.name) (\(saved.url))",
                hint: "run 'dextra login \(saved.url)'")
        }
        return try client(at: server)
    }

    func client(at server: RemoteServer) throws -> ServerClient {
        try ServerClient(remote: server, userAgent: Self.userAgent, time: time)
    }

    /// The server of a context, without its token.
    func remote(_ saved: SavedContext) throws -> RemoteServer {
        var server = RemoteServer(address: try ServerAddress(saved.url))
        if let text = saved.fingerprint {
            server.trust = .fingerprint(try Self.fingerprint(text))
        } else if saved.hasAuthority {
            server.trust = .authority(file: try contexts.authorityFile(of: saved.name))
        }
        return server
    }

    private func environmentServer() throws -> RemoteServer {
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        var server = RemoteServer(address: try ServerAddress(value("DEXTRA_URL") ?? ""))
        guard let token = value("DEXTRA_TOKEN") else {
            throw Failure(
                .notSignedIn, "DEXTRA_URL is set and DEXTRA_TOKEN is not",
                hint: "put a token of 'dextra tokens create' into DEXTRA_TOKEN")
        }
        server.token = Redacted(token)
        if let text = value("DEXTRA_FINGERPRINT") {
            server.trust = .fingerprint(try Self.fingerprint(text))
        } else if let file = value("DEXTRA_CA") {
            server.trust = .authority(file: absolute(file))
        }
        return server
    }

    /// Throws `invalid_argument`.
    static func fingerprint(_ text: String) throws(Failure) -> CertificateFingerprint {
        if let fingerprint = CertificateFingerprint(text) { return fingerprint }
        throw Failure(
            .invalidArgument, "'\(text)' is not the fingerprint of a certificate",
            hint: "give the 64 hexadecimal digits that 'openssl x509 -in FILE -noout -fingerprint -sha256' prints")
    }

    /// ` at https://…` for questions about another machine's server; empty for this one's own.
    func place(_ arguments: ParsedArguments) throws -> String {
        switch try choice(arguments) {
        case .local: ""
        case .context(let name): " at \(name) (\(try contexts.list().known(name).url))"
        case .environment: " at \(environment["DEXTRA_URL"] ?? "")"
        }
    }

    private static let userAgent = "dextra/\(DextraVersion.current)"

    /// Refuses what another machine's server can't be asked for. Throws `local_only`.
    func requireLocal(_ arguments: ParsedArguments, _ deed: String, hint: String) throws {
        guard case .local = try choice(arguments) else {
            throw Failure(.localOnly, deed, hint: hint)
        }
    }
}
