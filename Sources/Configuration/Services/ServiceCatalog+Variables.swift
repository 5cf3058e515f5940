// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// A service with its address as the app sees it, and its secrets.
package struct PlacedService: Sendable, Hashable {
    package var declaration: ServiceDeclaration
    package var host: String
    package var port: Int
    package var credentials: [String: Redacted<String>]

    package init(
        _ declaration: ServiceDeclaration, host: String, port: Int, credentials: [String: Redacted<String>] = [:]
    ) {
        self.declaration = declaration
        self.host = host
        self.port = port
        self.credentials = credentials
    }
}

/// A variable by which the app finds a service.
package struct ServiceVariable: Sendable, Hashable {
    package var name: String
    package var value: Redacted<String>
    /// Whether a password is in it.
    package var isSecret: Bool
}

extension ServiceCatalog {
    /// The variables for the app, by name: of a service `db` its DB_HOST and DB_PORT, and as far as there are such
    /// things DB_URL, DB_USER, DB_PASSWORD and DB_NAME. What programs commonly read, such as DATABASE_URL, is there when
    /// only one service could be meant.
    ///
    /// - given: names of variables that the user has set, which are left out.
    package static func variables(for services: [PlacedService], given: Set<String> = []) -> [ServiceVariable] {
        var variables: [String: ServiceVariable] = [:]
        func add(_ name: String, _ value: String?, isSecret: Bool = false) {
            guard let value, variables[name] == nil, !given.contains(name) else { return }
            variables[name] = ServiceVariable(name: name, value: Redacted(value), isSecret: isSecret)
        }
        for service in services {
            let prefix = prefix(of: service.declaration.name)
            let access = Access(service)
            add(prefix + "_HOST", service.host)
            add(prefix + "_PORT", String(service.port))
            add(prefix + "_URL", access?.url, isSecret: access?.password != nil)
            add(prefix + "_USER", access?.user)
            add(prefix + "_PASSWORD", access?.password, isSecret: true)
            add(prefix + "_NAME", access?.database)
        }
        let known = services.compactMap { service in defaults(service.declaration).map { (service, $0) } }
        for name in Set(known.flatMap(\.1.conventional)) {
            let meant = known.filter { $0.1.conventional.contains(name) }.map(\.0)
            guard meant.count == 1, let access = Access(meant[0]) else { continue }
            add(name, access.url, isSecret: access.password != nil)
        }
        return variables.values.sorted { $0.name < $1.name }
    }

    /// `main-db` becomes MAIN_DB.
    static func prefix(of name: String) -> String {
        String(decoding: name.uppercased().utf8.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : $0 }, as: UTF8.self)
    }

    /// What a client of a known service needs.
    private struct Access {
        var user: String?
        var password: String?
        var database: String?
        var url: String

        init?(_ service: PlacedService) {
            let declaration = service.declaration
            guard let defaults = ServiceCatalog.defaults(declaration) else { return nil }
            func value(of source: ServiceDefaults.Source) -> String? {
                let variables = defaults.environment.filter { $0.value == source }.keys
                guard !variables.isEmpty else { return nil }
                return variables.compactMap { declaration.environment[$0] }.first ?? ServiceDefaults.name
            }
            user = defaults.fixedUser ?? value(of: .user)
            database = value(of: .database)
            password =
                ServiceCatalog.written("password", declaration, defaults)
                ?? service.credentials["password"]?.reveal()
            if !defaults.environment.values.contains(.credential("password")) { password = nil }
            let (name, host, port) = (database ?? "", service.host, service.port)
            let login = password.map { [user] in "\(Self.encoded(user ?? "")):\(Self.encoded($0))@" } ?? ""
            let path = defaults.path.split(separator: "%", omittingEmptySubsequences: false)
                .joined(separator: Self.encoded(name))
            url = "\(defaults.scheme)://\(login)\(host):\(port)\(path)"
        }

        /// Percent-encoding of everything that RFC 3986 doesn't leave unreserved.
        private static func encoded(_ text: String) -> String {
            let digits = Array("0123456789ABCDEF".utf8)
            var result: [UInt8] = []
            for byte in text.utf8 {
                if byte.isASCIILetter || byte.isASCIIDigit || "-._~".utf8.contains(byte) {
                    result.append(byte)
                } else {
                    result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
                }
            }
            return String(decoding: result, as: UTF8.self)
        }
    }
}
