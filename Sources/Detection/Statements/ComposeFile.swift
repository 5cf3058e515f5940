// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// What a Compose file (docs.docker.com/reference/compose-file) says about the folders that its images are built from,
/// and about what runs beside them.
struct ComposeFile {
    let services: [ComposeService]

    private static let maximumServices = 200

    init(_ root: JSONValue, in source: Source) {
        services = (root["services"]?.object ?? [:]).sorted { $0.key < $1.key }.prefix(Self.maximumServices)
            .map { ComposeService($0.key, $0.value, in: source) }
    }

    /// The service that speaks for each folder: of several built from it, such as a web server and its worker, the one
    /// with a port.
    private var speakers: [String: ComposeService] {
        services.reduce(into: [:]) { speakers, service in
            guard let folder = service.folder else { return }
            if let known = speakers[folder], known.port != nil || service.port == nil { return }
            speakers[folder] = service
        }
    }

    @Sendable static func statements(_ root: JSONValue, _ source: Source) -> [Statement] {
        let file = ComposeFile(root, in: source)
        let speakers = file.speakers
        return file.services.flatMap { service -> [Statement] in
            let key = "services.\(service.name)"
            guard let folder = service.folder else {
                return service.origin.map { [Statement(key: key, claim: .note($0))] } ?? []
            }
            var result = service.facts.map { Statement(key: key, claim: .note($0), folder: folder) }
            if !folder.isEmpty { result.append(Statement(key: key, claim: .note("is built from \(folder)"))) }
            guard speakers[folder]?.name == service.name else { return result }
            if let port = service.port {
                result.append(Statement(key: "\(key).ports", claim: .port(port), folder: folder, isHint: true))
            }
            if let path = service.healthPath {
                result.append(
                    Statement(key: "\(key).healthcheck", claim: .healthPath(path), folder: folder, isHint: true))
            }
            return result
        }
    }
}
