// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// Files that can speak of folders below their own: what they say of each is said of that part.
extension StatementSource {
    static func portClaim(_ text: String) -> Statement.Claim {
        Int(text).map { (1...65_535).contains($0) ? .port($0) : .note(text) } ?? .note(text)
    }

    /// With a base, everything else is relative to that folder.
    static func netlify(_ root: JSONValue) -> [Statement] {
        guard let folder = root.folder(at: "build.base") else {
            return root.statements([("build.base", { .note("is the folder \($0), which is none of the project's") })])
        }
        // Once the path to publish had to repeat the base.
        let publish: (String) -> Statement.Claim = { path in
            .output(folder.isEmpty || !path.hasPrefix(folder + "/") ? path : String(path.dropFirst(folder.count + 1)))
        }
        let notes = folder.isEmpty ? [] : root.statements([("build.base", { .note("builds the folder \($0)") })])
        return notes
            + root.statements([("build.command", Statement.Claim.build), ("build.publish", publish)], about: folder)
            + root.variables(at: "build.environment", about: folder)
    }

    /// A service for each folder; commands and paths are relative to its `rootDir`.
    static func render(_ root: JSONValue) -> [Statement] {
        let services = root["services"]?.array ?? []
        let folders = services.map { $0.folder(at: "rootDir") }
        func isServed(_ index: Int) -> Bool { ["web", "static"].contains(services[index]["type"]?.string) }
        var result: [Statement] = []
        if services.indices.filter({ folders[$0] == "" && isServed($0) }).count != 1, !services.isEmpty {
            result.append(Statement(key: "services", claim: .note("lists \(services.count) services")))
        }
        for index in services.indices {
            guard let folder = folders[index] else { continue }
            let service = "services.\(index)"
            for (place, entry) in (services[index]["envVars"]?.array ?? []).enumerated() {
                guard let name = entry["key"]?.string, let value = entry["value"]?.plainText else { continue }
                let key = "\(service).envVars.\(place)"
                result.append(Statement(key: key, claim: .variable(name, value), folder: folder))
            }
            let others = services.indices.filter { folders[$0] == folder && isServed($0) }
            guard others == [index] else { continue }
            result += root.statements(
                [
                    ("\(service).buildCommand", Statement.Claim.build),
                    ("\(service).startCommand", Statement.Claim.start),
                    ("\(service).preDeployCommand", Statement.Claim.release),
                    ("\(service).staticPublishPath", Statement.Claim.output),
                    ("\(service).healthCheckPath", Statement.Claim.healthPath),
                ], about: folder)
        }
        return result
    }

    static func fly(_ root: JSONValue) -> [Statement] {
        // Where the file sets PORT, the program takes it, and will take another.
        let port = root.at("env.PORT") == nil ? portClaim : { .note("is the port there: \($0)") }
        let checks = (root["checks"]?.object ?? [:]).keys.sorted().filter { root["checks"]?[$0]?["path"] != nil }
        return root.statements(
            [
                ("processes.app", Statement.Claim.start), ("processes.web", Statement.Claim.start),
                ("deploy.release_command", Statement.Claim.release), ("http_service.internal_port", port),
                ("http_service.checks.0.path", Statement.Claim.healthPath),
                ("services.0.internal_port", port),
                ("services.0.http_checks.0.path", Statement.Claim.healthPath),
            ] + checks.prefix(1).map { ("checks.\($0).path", Statement.Claim.healthPath) })
            + root.variables(at: "build.args")
    }

    /// Components of an app; each has its own source folder.
    static func digitalOcean(_ root: JSONValue) -> [Statement] {
        ["services", "static_sites"].flatMap { list in
            (root[list]?.array ?? []).enumerated().flatMap { index, component -> [Statement] in
                guard let folder = component.folder(at: "source_dir") else { return [] }
                let key = "\(list).\(index)"
                return root.statements(
                    [
                        ("\(key).build_command", Statement.Claim.build), ("\(key).run_command", Statement.Claim.start),
                        ("\(key).output_dir", Statement.Claim.output), ("\(key).http_port", portClaim),
                        ("\(key).health_check.http_path", Statement.Claim.healthPath),
                    ], about: folder)
            }
        }
    }

    /// One frontend, or one for each `appRoot` of a repository with several.
    static func amplify(_ root: JSONValue) -> [Statement] {
        func frontend(_ key: String, about folder: String) -> [Statement] {
            root.statements(
                [
                    ("\(key)frontend.phases.build.commands", Statement.Claim.build),
                    ("\(key)frontend.artifacts.baseDirectory", Statement.Claim.output),
                ], about: folder)
        }
        let applications = root["applications"]?.array ?? []
        return frontend("", about: "")
            + applications.enumerated().flatMap { index, application in
                application.folder(at: "appRoot").map { frontend("applications.\(index).", about: $0) } ?? []
            }
    }

    /// Applications by their names, each with a root of its own.
    static func upsun(_ root: JSONValue) -> [Statement] {
        (root["applications"]?.object ?? [:]).sorted { $0.key < $1.key }.flatMap { name, application -> [Statement] in
            guard let folder = application.folder(at: "source.root"), !name.contains(".") else { return [] }
            let key = "applications.\(name)"
            return root.statements(
                [
                    ("\(key).hooks.build", Statement.Claim.build), ("\(key).hooks.deploy", Statement.Claim.release),
                    ("\(key).web.commands.start", Statement.Claim.start),
                ], about: folder)
        }
    }
}

extension JSONValue {
    /// A folder below the file's own, `""` when nothing is said; nil for one that lies elsewhere.
    func folder(at path: String) -> String? {
        guard let text = at(path)?.string else { return "" }
        return String(text.drop { $0 == "/" }).cleanPath
    }

    /// The variables in a mapping.
    func variables(at path: String, about folder: String = "") -> [Statement] {
        (at(path)?.object ?? [:]).sorted { $0.key < $1.key }.prefix(200).compactMap { name, value in
            value.plainText.map {
                Statement(key: "\(path).\(name)", claim: .variable(name, $0), folder: folder)
            }
        }
    }

    /// Text, or a whole number that should have been text; a number with a fraction has lost the digits it ended with.
    var plainText: String? { string ?? integer.map(String.init) }
}
