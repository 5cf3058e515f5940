// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import HTTP
import Hashing
package import Primitives
import Synchronization

/// A registry of images, asked without an engine: OCI distribution specification 1.1, with the token and basic
/// authentication that registries use.
///
/// Throws `registry_unauthorized`, `registry_unavailable`, `registry_rate_limited`, `registry_refused`, and for what a
/// registry shows of itself `certificate_untrusted`, `certificate_expired` and `certificate_name_mismatch`.
package final class RegistryClient: Sendable {
    /// The kinds of manifest there are, lists of platforms first.
    package static let manifestTypes = [
        "application/vnd.oci.image.index.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json",
        "application/vnd.oci.image.manifest.v1+json", "application/vnd.docker.distribution.manifest.v2+json",
    ]
    private static let mostPages = 1000

    /// The host as in an image reference.
    package let registry: String
    private let login: RegistryLogin?
    private let transport: RegistryTransport
    private let address: (host: String, port: Int, isSecure: Bool)
    private let time: TimeSource
    private let tokens = Mutex<[String: Token]>([:])

    private struct Token {
        var value: String
        /// On the time source's uptime.
        var expires: Duration
    }

    /// - insecure: registries, with their ports, that have no TLS; those on this machine need not be named.
    /// - certificates: the registry's own. It has TLS when it has any, wherever it is.
    ///
    /// Throws `invalid_argument`, `certificate_invalid`.
    package init(
        _ registry: String, login: RegistryLogin? = nil, insecure: Set<String> = [],
        certificates: RegistryCertificates? = nil, time: TimeSource = .system
    ) throws {
        self.registry = registry
        self.login = login
        self.time = time
        // Docker Hub's name in references is not where its registry is.
        let place = registry == "docker.io" ? "registry-1.docker.io" : registry
        let split = try Self.split(place)
        let isLocal = ["localhost", "::1"].contains(split.host) || split.host.hasPrefix("127.")
        transport = try RegistryTransport(certificates: certificates, usesProxy: !isLocal)
        let isSecure = certificates != nil || !isLocal && !insecure.contains(registry)
        address = (split.host, split.port ?? (isSecure ? 443 : 80), isSecure)
    }

    // MARK: Manifests

    /// A manifest as the registry keeps it.
    package struct Manifest: Sendable, Hashable {
        package var digest: String
        package var mediaType: String
        package var bytes: [UInt8]

        /// A list of images for several platforms.
        package var isIndex: Bool { RegistryClient.manifestTypes.prefix(2).contains(mediaType) }
    }

    /// The digest of what a reference names now, nil when there is nothing.
    package func digest(of image: ImageReference) async throws -> String? {
        let answer = try await ask("HEAD", path(image), repository: image.repository, actions: "pull")
        guard answer.status != 404 else { return nil }
        try check(answer, image)
        // Registries should say it, and some don't.
        if let digest = answer["Docker-Content-Digest"], ImageReference.isDigest(digest) { return digest }
        return try await manifest(of: image)?.digest
    }

    /// The manifest that a reference names now, nil when there is none. Throws `digest_mismatch` too.
    package func manifest(of image: ImageReference) async throws -> Manifest? {
        let answer = try await ask("GET", path(image), repository: image.repository, actions: "pull")
        guard answer.status != 404 else { return nil }
        try check(answer, image)
        let digest = "sha256:" + SHA256.hex(of: answer.body)
        if let wanted = image.digest, wanted.hasPrefix("sha256:"), wanted != digest {
            throw Failure(.digestMismatch, "the registry \(registry) answered \(image) with the bytes of \(digest)")
        }
        let type = answer["Content-Type"].map { String($0.prefix { $0 != ";" }) } ?? ""
        return Manifest(digest: image.digest ?? digest, mediaType: type, bytes: answer.body)
    }

    /// Deletes the manifest with this digest, and with it every tag that names it; nothing when it isn't there.
    ///
    /// Throws `registry_refused` where deletion is not allowed.
    package func deleteManifest(of image: ImageReference) async throws {
        guard image.digest != nil else {
            throw Failure(.invalidArgument, "\(image) has no digest", hint: "look its digest up and delete by that")
        }
        let answer = try await ask("DELETE", path(image), repository: image.repository, actions: "pull,delete")
        if answer.status != 404 { try check(answer, image) }
    }

    /// All tags of a repository, as the registry sorts them; none when it has no such repository.
    package func tags(of repository: String) async throws -> [String] {
        var tags: [String] = []
        var target: String? = "/v2/\(repository)/tags/list?n=1000"
        for _ in 0..<Self.mostPages {
            guard let page = target else { return tags }
            let answer = try await ask("GET", page, repository: repository, actions: "pull")
            if answer.status == 404 { return tags }
            try check(answer, nil)
            tags += try JSONText.decode(JSONValue.self, from: answer.body).strings("tags")
            target = answer["Link"].flatMap { Self.next($0, after: page) }
        }
        throw Failure(.registryRefused, "the list of tags of \(repository) does not end")
    }

    private func path(_ image: ImageReference) -> String {
        "/v2/\(image.repository)/manifests/\(image.digest ?? image.tag ?? "latest")"
    }

    /// The next page of a `Link: <…>; rel="next"` field (RFC 8288), which may be absolute, rooted or relative.
    private static func next(_ link: String, after page: String) -> String? {
        guard let open = link.firstIndex(of: "<"), let close = link.firstIndex(of: ">"), open < close,
            link[close...].contains("next")
        else { return nil }
        let target = String(link[link.index(after: open)..<close])
        if let scheme = target.firstRange(of: "://") {
            let rest = target[scheme.upperBound...]
            return rest.firstIndex(of: "/").map { String(rest[$0...]) }
        }
        if target.hasPrefix("/") { return target }
        return page.prefix { $0 != "?" } + (target.hasPrefix("?") ? target : "?" + target)
    }

    // MARK: Asking

    private func ask(
        _ method: String, _ target: String, repository: String, actions: String
    ) async throws -> RegistryAnswer {
        let scope = "repository:\(repository):\(actions)"
        let answer = try await send(method, target, authorization: kept(scope))
        guard answer.status == 401 else { return answer }
        guard let field = answer["WWW-Authenticate"], let challenge = RegistryChallenge(field) else {
            throw unauthorized("it does not say how")
        }
        let second = try await send(method, target, authorization: try await authorization(challenge, scope))
        guard second.status != 401 else { throw unauthorized(login == nil ? "nobody is logged in" : "it refused ours") }
        return second
    }

    private func send(_ method: String, _ target: String, authorization: String?) async throws -> RegistryAnswer {
        var headers = Self.manifestTypes.map { (name: "Accept", value: $0) }
        headers.append((name: "Accept", value: "application/json"))
        if let authorization { headers.append((name: "Authorization", value: authorization)) }
        return try await transport.send(
            RegistryRequest(
                method: method, isSecure: address.isSecure, host: address.host, port: address.port, target: target,
                headers: headers))
    }

    private func kept(_ scope: String) -> String? {
        let now = time.uptime()
        return tokens.withLock { tokens in tokens[scope].flatMap { $0.expires > now ? $0.value : nil } }
    }

    private func authorization(_ challenge: RegistryChallenge, _ scope: String) async throws -> String {
        switch challenge {
        case .basic:
            guard let basic else { throw unauthorized("nobody is logged in") }
            // Sent with every request from here: there is nothing to expire.
            tokens.withLock { $0[scope] = Token(value: basic, expires: .seconds(Int64.max / 2)) }
            return basic
        case .bearer(let realm, let service, let asked):
            let (token, lifetime) = try await token(realm, service, asked ?? scope)
            let value = "Bearer \(token)"
            // A little less than it lives, so that none ends on its way.
            let expires = time.uptime() + .seconds(max(1, lifetime - 10))
            tokens.withLock { $0[scope] = Token(value: value, expires: expires) }
            return value
        }
    }

    /// nil when nobody is logged in with a password.
    private var basic: String? {
        guard case .password(let username, let password) = login?.secret else { return nil }
        return "Basic " + Data("\(username):\(password.reveal())".utf8).base64EncodedString()
    }

    /// Asks the registry's token service; a token lives 60 s when it does not say (distribution, token specification).
    private func token(_ realm: String, _ service: String?, _ scope: String) async throws -> (String, Int) {
        let answer = try await transport.send(try tokenRequest(realm, service, scope))
        guard answer.status == 200 else {
            if (400..<500).contains(answer.status) { throw unauthorized("its token service refused ours") }
            throw Failure(.registryUnavailable, "the token service of \(registry) answered \(answer.status)")
        }
        let json = try JSONText.decode(JSONValue.self, from: answer.body)
        guard let token = json.filledText("token") ?? json.filledText("access_token") else {
            throw unauthorized("its token service gave none")
        }
        let lifetime = json.int("expires_in")
        return (token, lifetime > 0 ? lifetime : 60)
    }

    private func tokenRequest(_ realm: String, _ service: String?, _ scope: String) throws -> RegistryRequest {
        guard let scheme = realm.firstRange(of: "://"), realm.hasPrefix("https://") || realm.hasPrefix("http://") else {
            throw unauthorized("its token service \(realm) is no address")
        }
        let rest = realm[scheme.upperBound...]
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        let isSecure = realm.hasPrefix("https://")
        // Credentials for a registry with TLS must not leave it in the clear.
        guard isSecure || !address.isSecure else { throw unauthorized("its token service has no TLS") }
        let place = try Self.split(String(rest[..<slash]))
        let path = slash == rest.endIndex ? "/" : String(rest[slash...])
        var request = RegistryRequest(
            method: "GET", isSecure: isSecure, host: place.host, port: place.port ?? (isSecure ? 443 : 80),
            target: path, headers: [(name: "Accept", value: "application/json")])
        var fields = service.map { [("service", $0)] } ?? []
        if case .identityToken(let token) = login?.secret {
            // OAuth2 (distribution, "Docker Registry v2 authentication via OAuth2"): all scopes in one field.
            fields += [
                ("scope", scope), ("grant_type", "refresh_token"), ("client_id", "dextra"),
                ("refresh_token", token.reveal()),
            ]
            request.method = "POST"
            request.headers.append((name: "Content-Type", value: "application/x-www-form-urlencoded"))
            request.body = Array(Self.form(fields).utf8)
        } else {
            fields += scope.split(separator: " ").map { ("scope", String($0)) }
            request.target += (path.contains("?") ? "&" : "?") + Self.form(fields)
            if let basic { request.headers.append((name: "Authorization", value: basic)) }
        }
        return request
    }

    private static func form(_ fields: [(String, String)]) -> String {
        fields.map { "\($0)=\(PercentEncoding.encode($1))" }.joined(separator: "&")
    }

    private static func split(_ place: String) throws -> (host: String, port: Int?) {
        let hasPort = place.last != "]" && place.contains(":")
        let host = hasPort ? place[..<(place.lastIndex(of: ":") ?? place.endIndex)] : place[...]
        let port = hasPort ? Int(place[host.endIndex...].dropFirst()) : nil
        guard !host.isEmpty, !hasPort || (1...65_535).contains(port ?? 0) else {
            throw Failure(.invalidArgument, "\(place) is not a registry's host")
        }
        return (host.first == "[" ? String(host.dropFirst().dropLast()) : String(host), port)
    }

    // MARK: Refusals

    private func check(_ answer: RegistryAnswer, _ image: ImageReference?) throws {
        guard !(200..<300).contains(answer.status) else { return }
        let first = (try? JSONText.decode(JSONValue.self, from: answer.body))?.elements("errors").first
        let words = first?.filledText("message") ?? "it answered \(answer.status)"
        let metadata = [
            Failure.Metadatum("status", String(answer.status)), .init("registry_code", first?.text("code") ?? ""),
        ]
        let subject = image.map { " for \($0)" } ?? ""
        let wait = answer["Retry-After"].flatMap { Int($0) }.map { Duration.seconds($0) }
        switch answer.status {
        case 403:
            throw Failure(
                .registryUnauthorized, "the registry \(registry) does not allow this\(subject): \(words)",
                hint: "log in as somebody who may", metadata: metadata)
        case 429:
            throw Failure(
                .registryRateLimited, "the registry \(registry) wants us to wait\(subject): \(words)",
                hint: "log in, or try again later", metadata: metadata, retry: .after(wait))
        case 500...:
            throw Failure(
                .registryUnavailable, "the registry \(registry) failed\(subject): \(words)", metadata: metadata,
                retry: .after(wait))
        default:
            throw Failure(
                .registryRefused, "the registry \(registry) refused\(subject): \(words)", metadata: metadata)
        }
    }

    private func unauthorized(_ why: String) -> Failure {
        Failure(
            .registryUnauthorized, "the registry \(registry) wants a login: \(why)", hint: "docker login \(registry)")
    }
}
