// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import HTTP
import HTTPKit
import Primitives
import Processes
import Synchronization

/// A double of a registry's token service, made from distribution's specifications (token authentication, its JSON Web
/// Tokens, OAuth2). The registry is real and checks what is given out here.
package final class TokenServiceDouble: Sendable {
    package static let service = "registry-tests"
    package static let issuer = "token-service-double"
    /// What stands for the user where a refresh token is shown.
    package static let refreshToken = "refreshing"

    /// What the registry checks tokens with; the key is beside it.
    package let certificate: String
    private let key: String
    private let endpoint = Mutex<HTTPEndpoint?>(nil)

    /// Where tokens are, over TLS.
    package var realm: String { "https://\(endpoint.withLock(\.self)?.description ?? "nowhere")/token" }

    private init(folder: String) {
        certificate = folder + "/token.pem"
        key = folder + "/token.key"
    }

    /// Runs one for the length of the body, for the user of ``LocalRegistry``.
    package static func with(
        in folder: String, _ body: @Sendable @escaping (TokenServiceDouble) async throws -> Void
    ) async throws {
        let double = TokenServiceDouble(folder: folder)
        // RSA, because its signatures are those of a token as they are.
        _ = try await openssl([
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", double.key, "-out", double.certificate, "-days",
            "2",
            "-subj", "/CN=tokens",
        ])
        let certificates = try TLSCertificates([try await TestCertificates.shared().files(.local)])
        let configuration = HTTPServerConfiguration(
            listeners: [.tls(host: "127.0.0.1", port: 0, certificates: certificates)], threads: 1)
        try await TestServer.run(configuration) { exchange in
            try await double.answer(exchange)
        } _: { endpoint in
            double.endpoint.withLock { $0 = endpoint }
            try await body(double)
        }
    }

    private func answer(_ exchange: Exchange) async throws {
        let pair = Data("\(LocalRegistry.username):\(LocalRegistry.password)".utf8).base64EncodedString()
        var scopes = exchange.request.query.pairs.filter { $0.name == "scope" }.map(\.value)
        var isKnown = exchange.request.headers["Authorization"] == "Basic \(pair)"
        if exchange.request.method == .post {
            let form = String(decoding: try await exchange.collectBody(), as: UTF8.self).split(separator: "&")
            scopes = form.compactMap { $0.hasPrefix("scope=") ? PercentEncoding.decode(String($0.dropFirst(6))) : nil }
            isKnown = form.contains("refresh_token=\(Self.refreshToken)")
        }
        guard isKnown else { return try await exchange.respond(json: [:] as JSONValue, status: 401) }
        let token = try await signed(access: scopes.compactMap(Self.access))
        try await exchange.respond(json: ["token": .string(token), "access_token": .string(token)] as JSONValue)
    }

    /// `repository:name:pull,push`, where the name may have a port.
    private static func access(_ scope: String) -> JSONValue? {
        let parts = scope.split(separator: ":")
        guard parts.count >= 3, let actions = parts.last else { return nil }
        return [
            "type": .string(String(parts[0])), "name": .string(parts[1..<(parts.count - 1)].joined(separator: ":")),
            "actions": .array(actions.split(separator: ",").map { .string(String($0)) }),
        ]
    }

    private func signed(access: [JSONValue]) async throws -> String {
        let text = String(decoding: FileManager.default.contents(atPath: certificate) ?? Data(), as: UTF8.self)
        let encoded = text.split(separator: "\n").filter { !$0.hasPrefix("-----") }.joined()
        let now = TimeSource.system.now().millisecondsSinceEpoch / 1000
        let header: JSONValue = ["typ": "JWT", "alg": "RS256", "x5c": [.string(encoded)]]
        let claims: JSONValue = [
            "iss": .string(Self.issuer), "sub": .string(LocalRegistry.username), "aud": .string(Self.service),
            "exp": .integer(now + 300), "nbf": .integer(now - 10), "iat": .integer(now),
            "jti": .string(String(RandomSource.system.next(), radix: 36)), "access": .array(access),
        ]
        let parts = try [header, claims].map { Self.encoded(Array(try JSONText.encode($0).utf8)) }
        let signed = parts.joined(separator: ".")
        let signature = try await Self.openssl(["dgst", "-sha256", "-sign", key], input: Array(signed.utf8))
        return signed + "." + Self.encoded(signature)
    }

    /// Base64 for URLs, without padding (RFC 7515, section 2).
    private static func encoded(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    private static func openssl(_ arguments: [String], input: [UInt8] = []) async throws -> [UInt8] {
        let outcome = try await Child.collect(
            Command(
                executable: "openssl", arguments: arguments, environment: ["PATH": "/usr/bin:/bin"], input: input))
        guard outcome.status.isSuccess else {
            throw Failure(.internalError, "openssl failed: \(String(decoding: outcome.error, as: UTF8.self))")
        }
        return outcome.output
    }
}
