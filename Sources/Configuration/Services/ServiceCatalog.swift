// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// Fills in what a declared service leaves open from what is known of its image.
package enum ServiceCatalog {
    /// Names of the secrets that must be made for a service before its first start, e.g. `password`; each 16 to 64
    /// letters and digits. What the declaration sets by itself is not among them.
    package static func credentials(of service: ServiceDeclaration) -> [String] {
        guard let defaults = defaults(service) else { return [] }
        let names = defaults.environment.compactMap { variable, source -> String? in
            guard case .credential(let name) = source, service.environment[variable] == nil else { return nil }
            return name
        }
        // One that is written down for one variable is taken for the others too.
        return Set(names).filter { written($0, service, defaults) == nil }.sorted()
    }

    /// The service as it should run.
    ///
    /// Throws `invalid_configuration` for an image without a port, `invalid_argument` when a secret is missing.
    package static func resolve(
        _ service: ServiceDeclaration, credentials: [String: Redacted<String>]
    ) throws(Failure) -> ResolvedService {
        let defaults = defaults(service)
        guard let port = service.port ?? defaults?.port else {
            throw Failure(.invalidConfiguration, "the service '\(service.name)' has no port")
        }
        var environment = service.environment.mapValues { Redacted($0) }
        for (variable, source) in defaults?.environment ?? [:] where environment[variable] == nil {
            switch source {
            case .text(let text): environment[variable] = Redacted(moved(text, service, defaults))
            case .user, .database: environment[variable] = Redacted(ServiceDefaults.name)
            case .credential(let name):
                let value = defaults.flatMap { written(name, service, $0) }.map { Redacted($0) } ?? credentials[name]
                guard let value else {
                    throw Failure(.invalidArgument, "the service '\(service.name)' has no secret '\(name)'")
                }
                environment[variable] = value
            }
        }
        return ResolvedService(
            name: service.name, image: service.image, command: service.command ?? defaults?.command ?? [],
            environment: environment, dataFolder: service.dataFolder ?? defaults?.dataFolder, port: port,
            readyCommand: service.readyCommand ?? (service.port == nil ? defaults?.readyCommand : nil),
            memoryBytes: service.memoryBytes, cpus: service.cpus)
    }

    /// A path below the data's folder, below the folder that the declaration names instead.
    private static func moved(_ text: String, _ service: ServiceDeclaration, _ defaults: ServiceDefaults?) -> String {
        guard let own = service.dataFolder, let known = defaults?.dataFolder, text.hasPrefix(known + "/") else {
            return text
        }
        return own + text.dropFirst(known.count)
    }

    /// What is known of a service's image. Where the declaration has arguments of its own, ours don't hold, nor does the
    /// password which only they give.
    static func defaults(_ service: ServiceDeclaration) -> ServiceDefaults? {
        guard let kind = ServiceKind(image: service.image) else { return nil }
        var defaults = ServiceDefaults(kind)
        if service.command != nil, kind == .redis || kind == .valkey { defaults.environment = [:] }
        return defaults
    }

    /// A secret as the declaration sets it.
    static func written(_ name: String, _ service: ServiceDeclaration, _ defaults: ServiceDefaults) -> String? {
        defaults.environment.sorted { $0.key < $1.key }
            .first { $0.value == .credential(name) && service.environment[$0.key] != nil }
            .flatMap { service.environment[$0.key] }
    }
}

/// A service with everything filled in.
package struct ResolvedService: Sendable, Hashable {
    package var name: String
    package var image: String
    /// Empty for the image's own.
    package var command: [String]
    package var environment: [String: Redacted<String>]
    package var dataFolder: String?
    package var port: Int
    /// nil: it is ready when it accepts connections.
    package var readyCommand: String?
    package var memoryBytes: Int?
    package var cpus: Double?
}
