// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import YAML

extension SettingsLayer {
    /// Takes the keys a profile may have out of a mapping. Throws `invalid_configuration`.
    init(from reader: inout MappingReader) throws(Failure) {
        install = try reader.take("install").map(Self.command)
        build = try reader.take("build").map(Self.command)
        start = try reader.take("start").map(Self.command)
        release = try reader.take("release").map(Self.command)
        outputDirectory = try reader.take("output_directory").map(Self.folder)
        port = try reader.take("port")?.integer(in: 1...65_535)
        if let field = reader.take("health") { health = try Self.health(field) }
        if let field = reader.take("env") { environment = try Self.environment(field) }
        if let field = reader.take("required") { required = try Self.required(field) }
        if let field = reader.take("stop") { stop = try Self.stop(field) }
        keep = try reader.take("keep")?.integer(in: 1...100)
        warm = try reader.take("warm")?.duration(in: .zero ... .seconds(86_400))
        drain = try reader.take("drain")?.duration(in: .zero ... .seconds(3600))
        domains = try reader.take("domains").map(Self.domains)
        if let field = reader.take("limits") { limits = try Self.limits(field) }
        if let field = reader.take("static") {
            var inner = try field.mapping()
            isSinglePage = try inner.take("spa")?.bool()
            try inner.finish()
        }
        platform = try reader.take("platform")?.choice(of: PlatformName.self)
        instances = try reader.take("instances")?.integer(in: 1...32)
        if let field = reader.take("canary") { canary = try CanaryLayer(field) }
        if let field = reader.take("dockerfile") { image = try ImageLayer(field) }
        if let field = reader.take("services") { services = try Self.services(field) }
        if let field = reader.take("workers") { workers = try Self.workers(field) }
        if let field = reader.take("schedules") { schedules = try Self.schedules(field) }
    }

    /// A command, several to be run one after another, or `false` for none.
    static func command(_ field: FieldReader) throws(Failure) -> CommandOverride {
        if field.node.scalar?.bool == false { return .disabled }
        var commands: [String] = []
        for element in try field.elements() {
            let text = try element.string("a shell command", example: "npm start").trimmingSpace()
            guard !text.isEmpty else {
                throw element.failure("'\(element.name)' is empty", hint: "write false to switch the command off")
            }
            commands.append(text)
        }
        guard !commands.isEmpty else {
            throw field.failure("'\(field.name)' is empty", hint: "write false to switch the command off")
        }
        return .run(commands.joined(separator: " && "))
    }

    /// A folder inside the source, never above it.
    static func folder(_ field: FieldReader) throws(Failure) -> String {
        let text = try field.string("a folder", example: "dist")
        let parts = text.split(separator: "/").filter { $0 != "." }
        guard !text.isEmpty, !text.hasPrefix("/"), !parts.contains("..") else {
            throw field.failure(
                "'\(field.name)' must be a folder inside the project, not '\(text)'", hint: "for example: dist")
        }
        return parts.isEmpty ? "." : parts.joined(separator: "/")
    }

    private static func health(_ field: FieldReader) throws(Failure) -> HealthLayer {
        var health = HealthLayer()
        if field.node.scalar.map({ !$0.isNull }) == true {
            health.path = try path(field)
            return health
        }
        var reader = try field.mapping()
        health.path = try reader.take("path").map(path)
        health.timeout = try reader.take("timeout")?.duration(in: .milliseconds(100) ... .seconds(300))
        health.interval = try reader.take("interval")?.duration(in: .milliseconds(50) ... .seconds(300))
        health.deadline = try reader.take("deadline")?.duration(in: .seconds(1) ... .seconds(3600))
        health.expect = try reader.take("expect").map(statuses)
        try reader.finish()
        return health
    }

    private static func path(_ field: FieldReader) throws(Failure) -> String {
        let text = try field.string("a path", example: "/health")
        guard text.hasPrefix("/"), text.utf8.count <= 1024, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
            throw field.failure(
                "'\(field.name)' must be a path that begins with /, not '\(text)'", hint: "for example: /health")
        }
        return text
    }

    /// Statuses and ranges of them: `200`, `[200, 204]`, `200-399`.
    private static func statuses(_ field: FieldReader) throws(Failure) -> [ClosedRange<Int>] {
        var ranges: [ClosedRange<Int>] = []
        for element in try field.elements() {
            let text = try element.string("a status or a range of them", example: "200-399")
            let bounds = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
            guard (1...2).contains(bounds.count), let low = bounds.first, let high = bounds.last,
                (100...599).contains(low), (100...599).contains(high), low <= high
            else {
                throw element.failure(
                    "'\(element.name)' is not an HTTP status: '\(text)'", hint: "for example: 200-399")
            }
            ranges.append(low...high)
        }
        guard !ranges.isEmpty else { throw field.failure("'\(field.name)' lists no status") }
        return ranges
    }

    private static func stop(_ field: FieldReader) throws(Failure) -> StopLayer {
        var reader = try field.mapping()
        var stop = StopLayer()
        stop.signal = try reader.take("signal")?.choice(of: StopSignal.self)
        stop.grace = try reader.take("grace")?.duration(in: .zero ... .seconds(3600))
        try reader.finish()
        return stop
    }

    private static func domains(_ field: FieldReader) throws(Failure) -> [String] {
        var domains: [String] = []
        for element in try field.elements() {
            let text = try element.string("a host name", example: "app.example.com").lowercased()
            let labels = text.split(separator: ".", omittingEmptySubsequences: false)
            let valid = labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                    && label.utf8.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: "-") }
            }
            guard valid, text.utf8.count <= 253 else {
                throw element.failure(
                    "'\(element.name)' is not a host name: '\(text)'", hint: "for example: app.example.com")
            }
            guard !domains.contains(text) else { throw element.failure("'\(text)' is listed twice") }
            domains.append(text)
        }
        return domains
    }

    private static func limits(_ field: FieldReader) throws(Failure) -> ResourceLimitSettings {
        var reader = try field.mapping()
        var limits = ResourceLimitSettings()
        limits.memory = try reader.take("memory")?.bytes(atLeast: 16 * 1_048_576)
        limits.processes = try reader.take("processes")?.integer(in: 1...100_000)
        limits.openFiles = try reader.take("open_files")?.integer(in: 16...1_048_576)
        limits.cpus = try reader.take("cpus")?.number(in: 0.01...1024)
        try reader.finish()
        return limits
    }
}

extension String {
    func trimmingSpace() -> String {
        let start = drop { $0.isWhitespace }
        return String(start.reversed().drop { $0.isWhitespace }.reversed())
    }
}

extension UInt8 {
    var isASCIILetter: Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self)
    }

    var isASCIIDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
