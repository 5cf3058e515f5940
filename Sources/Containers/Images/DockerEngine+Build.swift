// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import HTTP
import Primitives

extension DockerEngine {
    /// Builds an image and gives its ID. Events come as the builder speaks; it waits while `onEvent` runs.
    ///
    /// Cancellation stops the build, also the container of an instruction that runs. Throws `image_build_failed` with
    /// the failing instruction and its last lines, `build_context_invalid`, `registry_unauthorized`,
    /// `registry_unavailable` or `image_not_found` for a base image, and what `onEvent` throws.
    package func build(
        _ build: ImageBuild, context: BuildContext, onEvent: (BuildEvent) async throws -> Void = { _ in }
    ) async throws -> String {
        if build.builder != .classic, let tool = try await BuildKitTool.find(for: self) {
            return try await tool.build(build, context: context, onEvent: onEvent)
        }
        guard build.builder != .buildKit else {
            throw Failure(
                .engineUnsupported, "the docker command line on the PATH has no BuildKit, or there is none",
                hint: "install docker-buildx (Debian 12: docker.io has it built in)")
        }
        return try await classicBuild(build, context, onEvent)
    }

    private func classicBuild(
        _ build: ImageBuild, _ context: BuildContext, _ onEvent: (BuildEvent) async throws -> Void
    ) async throws -> String {
        let prepared = try await withTaskExecutorPreference(globalConcurrentExecutor) { try context.prepare() }
        let response = try await open(try build.call(prepared))
        var reader = ClassicBuildReader()
        // Not a closure over the reader: it would have to be sent to where the answer is read.
        var splitter = JSONStreamSplitter()
        while let bytes = try await reading({ try await response.nextBody() }) {
            for object in try splitter.consume(bytes) {
                let message = try JSONText.decode(EngineMessage.self, from: object)
                for event in reader.consume(message) { try await onEvent(event) }
                if message.problem != nil { throw reader.failure(message) }
            }
        }
        for event in reader.finish() { try await onEvent(event) }
        if reader.imageID == nil, let shortID = reader.shortID { return try await image(shortID).id }
        guard let id = reader.imageID else {
            throw Failure(
                .engineUnavailable, "the container engine ended the build without a word", hint: "try again",
                retry: .after(nil))
        }
        return id
    }
}

extension ImageBuild {
    fileprivate func call(_ prepared: BuildContext.Prepared) throws -> EngineCall {
        var query: [(String, String?)] = tags.map { ("t", $0) }
        query += [
            ("dockerfile", prepared.dockerfile), ("rm", "1"), ("forcerm", "1"), ("target", target),
            ("platform", platform), ("networkmode", network), ("pull", pulls ? "1" : nil),
            ("nocache", usesCache ? nil : "1"),
            ("buildargs", arguments.isEmpty ? nil : try JSONText.encode(arguments)),
            ("labels", labels.isEmpty ? nil : try JSONText.encode(labels)),
            ("cachefrom", cacheFrom.isEmpty ? nil : try JSONText.encode(cacheFrom)),
        ]
        var call = try EngineCall(.post, "/build", query, subject: .build, timeouts: .patient)
        call.headers.set("Content-Type", "application/x-tar")
        if !credentials.isEmpty {
            call.headers.set("X-Registry-Config", try RegistryHeader.config(credentials))
        }
        let archive = prepared.archive
        call.body = .stream(length: nil) {
            try await withTaskExecutorPreference(globalConcurrentExecutor) { try await archive.next() }
        }
        return call
    }
}
