// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Primitives

extension DockerEngine {
    /// Pulls an image and gives the reference with the digest that the registry gave for it.
    ///
    /// - platform: e.g. `linux/arm64`; nil for the engine's own.
    ///
    /// Throws `image_not_found`, `registry_unauthorized`, `registry_unavailable`, `registry_rate_limited`.
    @discardableResult
    package func pull(
        _ image: ImageReference, login: RegistryLogin? = nil, platform: String? = nil,
        onTransfer: (LayerTransfer) async throws -> Void = { _ in }
    ) async throws -> ImageReference {
        var call = try EngineCall(
            .post, "/images/create",
            [("fromImage", image.name), ("tag", image.digest ?? image.tag ?? "latest"), ("platform", platform)],
            subject: .registry(image.description), timeouts: .patient)
        call.headers.set("X-Registry-Auth", try RegistryHeader.auth(login))
        var digest = image.digest
        try await follow(call, image) { message in
            if let status = message.status, status.hasPrefix("Digest: ") { digest = String(status.dropFirst(8)) }
            if let transfer = message.transfer, transfer.layer != image.tag { try await onTransfer(transfer) }
        }
        guard let digest else {
            throw Failure(.engineFailed, "the engine ended the pull of \(image) without naming a digest")
        }
        return try image.pinned(to: digest)
    }

    /// Pushes a tag and gives the digest of its manifest.
    ///
    /// Throws `image_not_found`, `registry_unauthorized`, `registry_unavailable`.
    package func push(
        _ image: ImageReference, login: RegistryLogin? = nil,
        onTransfer: (LayerTransfer) async throws -> Void = { _ in }
    ) async throws -> String {
        var call = try EngineCall(
            .post, "/images/\(Self.segment(image.name, keepsSlashes: true))/push", [("tag", image.tag ?? "latest")],
            subject: .registry(image.description), timeouts: .patient)
        call.headers.set("X-Registry-Auth", try RegistryHeader.auth(login))
        var digest: String?
        try await follow(call, image) { message in
            if let found = message.aux?["Digest"]?.string { digest = found }
            if let transfer = message.transfer { try await onTransfer(transfer) }
        }
        guard let digest else {
            throw Failure(.engineFailed, "the engine ended the push of \(image) without naming a digest")
        }
        return digest
    }

    private func follow(
        _ call: EngineCall, _ image: ImageReference, _ body: (EngineMessage) async throws -> Void
    ) async throws {
        let response = try await open(call)
        try await forEachMessage(of: response) { message in
            if let problem = message.problem { throw EngineFault.transfer(problem, of: image.description) }
            try await body(message)
        }
    }

    /// The archive of images with all their layers, as `docker save` writes it.
    package func save(_ images: [String]) async throws -> EngineDownload {
        let call = try EngineCall(
            .get, "/images/get", images.map { ("names", $0) }, subject: .image(images.joined(separator: ", ")),
            timeouts: .patient)
        return EngineDownload(response: try await open(call), engine: self)
    }

    /// Takes in what ``save(_:)`` wrote; gives the engine's words for what it loaded.
    @discardableResult
    package func load(_ archive: @escaping @Sendable () async throws -> [UInt8]?) async throws -> [String] {
        var call = try EngineCall(.post, "/images/load", [("quiet", "1")], timeouts: .patient)
        call.headers.set("Content-Type", "application/x-tar")
        call.body = .stream(length: nil, next: archive)
        let response = try await open(call)
        var words: [String] = []
        try await forEachMessage(of: response) { message in
            if let problem = message.problem {
                throw EngineFault.failure(status: 500, words: problem, subject: .engine)
            }
            if let line = message.stream?.trimmingSpace, !line.isEmpty { words.append(line) }
        }
        return words
    }
}

/// Bytes that come from an engine as they are asked for. Dropped before its end, the connection is closed.
package struct EngineDownload: AsyncSequence, AsyncIteratorProtocol, Sendable {
    let response: HTTPClientResponse
    let engine: DockerEngine

    /// Throws `engine_unavailable` when the engine goes away.
    package func next() async throws -> [UInt8]? {
        try await engine.reading { try await response.nextBody() }
    }

    package func makeAsyncIterator() -> EngineDownload { self }
}
