// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
package import HTTP
import Primitives
import Processes
import TestKit

/// Debian's docker-registry on a port of its own, with or without TLS and a login.
package enum LocalRegistry {
    package static let canRun = access(program, X_OK) == 0
    package static let requirement = "NEEDS docker-registry (scripts/setup --test): runs a registry"
    package static let username = "ali"
    package static let password = "open sesame"

    private static let program = "/usr/bin/docker-registry"
    /// bcrypt is slow on purpose: made once (cost 5).
    private static let passwordLine = "ali:$2y$05$abcdefghijklmnopqrstuupx2xBUC4954936wVIjyyPHmUBFu0wCW\n"

    /// Whom it lets in.
    package enum Access: Sendable {
        case everybody
        /// Who knows the password of ``username``.
        case password
        /// Who has a token of this service.
        case token(TokenServiceDouble)
    }

    /// What it shows, and whose certificates it wants to be shown.
    package struct TLS: Sendable {
        package var files: TLSCertificateFiles
        /// nil to want none.
        package var clientAuthority: String?

        package init(files: TLSCertificateFiles, clientAuthority: String? = nil) {
            self.files = files
            self.clientAuthority = clientAuthority
        }
    }

    /// Calls the body with the registry's host and port.
    package static func with<Value>(
        _ access: Access = .everybody, tls: TLS? = nil, _ body: (String) async throws -> Value
    ) async throws -> Value {
        try await TemporaryDirectory.with { folder in
            let port = try freePort()
            try TestFolder.write(passwordLine, to: folder + "/users")
            let configuration = """
                version: 0.1
                log: {level: error, accesslog: {disabled: true}}
                storage: {filesystem: {rootdirectory: \(folder)/data}, delete: {enabled: true}}
                http: {addr: "127.0.0.1:\(port)", relativeurls: true\(tls?.setting ?? "")}
                \(access.setting(users: folder + "/users"))
                """
            try TestFolder.write(configuration, to: folder + "/config.yml")
            let registry = try Child.spawn(
                Command(
                    executable: program, arguments: ["serve", folder + "/config.yml"], environment: ["HOME": folder],
                    output: .discarded), shim: try? ShimLocation.find())
            do {
                try await waitForListener(port)
                let value = try await body("127.0.0.1:\(port)")
                await registry.terminate()
                return value
            } catch {
                await registry.terminate()
                throw error
            }
        }
    }

    private static func waitForListener(_ port: UInt16) async throws {
        for _ in 0..<400 {
            let probe = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            defer { close(probe) }
            if withLoopback(port, { connect(probe, $0, $1) }) == 0 { return }
            try await TimeSource.system.sleep(for: .milliseconds(25))
        }
        throw Failure(.internalError, "the registry does not listen on \(port)")
    }

    /// A port nobody has now; the kernel does not give it to the next who asks for any.
    package static func freePort() throws -> UInt16 {
        let probe = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(probe) }
        guard withLoopback(0, { bind(probe, $0, $1) }) == 0 else { throw Failure.system(errno, "no free port") }
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let outcome = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(probe, $0, &length) }
        }
        guard outcome == 0 else { throw Failure.system(errno, "no free port") }
        return UInt16(bigEndian: address.sin_port)
    }

    private static func withLoopback(
        _ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}

extension LocalRegistry.Access {
    /// A line of the registry's configuration.
    fileprivate func setting(users: String) -> String {
        switch self {
        case .everybody: ""
        case .password: "auth: {htpasswd: {realm: tests, path: \(users)}}"
        case .token(let service):
            "auth: {token: {realm: \"\(service.realm)\", service: \(TokenServiceDouble.service), "
                + "issuer: \(TokenServiceDouble.issuer), rootcertbundle: \(service.certificate)}}"
        }
    }
}

extension LocalRegistry.TLS {
    fileprivate var setting: String {
        let authorities = clientAuthority.map { ", clientcas: [\($0)]" } ?? ""
        return ", tls: {certificate: \(files.chain), key: \(files.key)\(authorities)}"
    }
}
