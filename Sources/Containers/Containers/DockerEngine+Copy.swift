// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Primitives

extension DockerEngine {
    /// Unpacks a tar archive in a folder of a container, whether it runs or not.
    ///
    /// Throws `container_not_found` also when there is no such folder, `engine_refused` when it is read-only.
    package func copy(
        _ archive: @escaping @Sendable () async throws -> [UInt8]?, to folder: String, of container: String
    ) async throws {
        var call = try containerCall(.put, container, "/archive", [("path", folder)], isPatient: true)
        call.headers.set("Content-Type", "application/x-tar")
        call.body = .stream(length: nil, next: archive)
        try await send(call)
    }

    /// Writes small files to a folder of a container.
    package func copy(
        _ files: [(entry: TarEntry, content: [UInt8])], to folder: String, of container: String
    ) async throws {
        var call = try containerCall(.put, container, "/archive", [("path", folder)], isPatient: true)
        call.headers.set("Content-Type", "application/x-tar")
        call.body = .bytes(TarWriter.archive(files))
        try await send(call)
    }

    /// The tar archive of a file, or of a folder with all below it; read it with ``TarReader``.
    ///
    /// Throws `container_not_found` also when there is no such path.
    package func copy(from path: String, of container: String) async throws -> EngineDownload {
        let call = try containerCall(.get, container, "/archive", [("path", path)], isPatient: true)
        return EngineDownload(response: try await open(call), engine: self)
    }
}
