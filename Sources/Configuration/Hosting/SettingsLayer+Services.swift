// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import YAML

extension SettingsLayer {
    /// Names to images or to mappings.
    static func services(_ field: FieldReader) throws(Failure) -> NamedEntries<ServiceDeclaration> {
        // `data` would be the volume that releases share, `dextra` the prefix of variables that are ours.
        try NamedEntries(field, reserved: ["web", "data", "dextra"]) { name, field throws(Failure) in
            guard !name.hasPrefix("dextra-") else {
                throw field.failure("'\(name)' is a name of Dextra's own", hint: "use another name")
            }
            return try service(name, field)
        }
    }

    private static func service(_ name: String, _ field: FieldReader) throws(Failure) -> ServiceDeclaration {
        guard case .mapping = field.node.content else {
            let service = ServiceDeclaration(name: name, image: try image(field))
            try checkPort(of: service, field)
            return service
        }
        var reader = try field.mapping()
        guard let imageField = reader.take("image") else {
            throw reader.failure("'\(field.name)' has no image", hint: "for example: {image: \"postgres:17\"}")
        }
        var service = ServiceDeclaration(name: name, image: try image(imageField))
        if let field = reader.take("env") { service.environment = try serviceEnvironment(field) }
        if let field = reader.take("command") { service.command = try words(field) }
        service.port = try reader.take("port")?.integer(in: 1...65_535)
        service.dataFolder = try reader.take("volume").map(absoluteFolder)
        service.readyCommand = try reader.take("ready").map(line)
        service.memoryBytes = try reader.take("memory")?.bytes(atLeast: 16 * 1_048_576)
        service.cpus = try reader.take("cpus")?.number(in: 0.01...1024)
        try reader.finish()
        try checkPort(of: service, imageField)
        return service
    }

    private static func checkPort(of service: ServiceDeclaration, _ field: FieldReader) throws(Failure) {
        guard service.port == nil, ServiceKind(image: service.image) == nil else { return }
        throw field.failure(
            "'services.\(service.name)' must have a port: nothing is known of the image '\(service.image)'",
            hint: "for example: {image: \(service.image), port: 8080}; known images are "
                + ServiceKind.allCases.map(\.rawValue).joined(separator: ", "))
    }

    /// A name, a tag and a digest, as far as its characters go: what a registry makes of it shows when it is pulled.
    private static func image(_ field: FieldReader) throws(Failure) -> String {
        let text = try field.string("an image", example: "postgres:17")
        let fits = text.utf8.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || "-_./:@+".utf8.contains($0) }
        guard fits, (1...512).contains(text.utf8.count),
            text.utf8.first.map({ $0.isASCIILetter || $0.isASCIIDigit }) == true
        else {
            throw field.failure("'\(field.name)' is not an image: '\(text)'", hint: "for example: postgres:17")
        }
        return text
    }

    /// The names are the image's own affair: some have dots in them.
    private static func serviceEnvironment(_ field: FieldReader) throws(Failure) -> [String: String] {
        var variables: [String: String] = [:]
        for entry in try field.mapping().all {
            guard (1...128).contains(entry.key.utf8.count), !entry.key.contains("="),
                entry.key.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f })
            else {
                throw .configuration(field.file, entry.keyMark, "'\(entry.key)' is not a variable's name")
            }
            let value = FieldReader(name: "\(field.name).\(entry.key)", node: entry.value, file: field.file)
            variables[entry.key] = try value.string(example: "\(entry.key): \"a value\"")
        }
        return variables
    }

    /// Arguments, each by itself in a list, or in one line with spaces between them.
    private static func words(_ field: FieldReader) throws(Failure) -> [String] {
        if case .sequence = field.node.content {
            var words: [String] = []
            for element in try field.elements() { words.append(try element.string("an argument", example: "--port=1")) }
            return words
        }
        let text = try field.string("arguments", example: "postgres -c shared_buffers=256MB")
        guard !text.contains(where: { "\"'\\$`".contains($0) }) else {
            throw field.failure(
                "'\(field.name)' has quotes in it, and no shell reads it", hint: "write a list with one argument each")
        }
        return text.split { $0.isWhitespace }.map(String.init)
    }

    private static func absoluteFolder(_ field: FieldReader) throws(Failure) -> String {
        let text = try field.string("a folder in the container", example: "/var/lib/data")
        let parts = text.split(separator: "/")
        guard text.hasPrefix("/"), !parts.isEmpty, !parts.contains(".."), !text.contains(":"), !text.contains(",")
        else {
            throw field.failure(
                "'\(field.name)' must be an absolute folder in the container, not '\(text)'",
                hint: "for example: /var/lib/data")
        }
        return "/" + parts.joined(separator: "/")
    }
}
