// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives

extension ServiceSpec {
    /// Records that belong to this machine's state and settings, not to what the service is.
    private static let incidental = ["soft-open-files=", "cgroup=", "log-max-bytes=", "log-keep="]

    /// Those the shim hands on to what runs in a namespace.
    private static let stopSignals: Set<Int32> = [SIGTERM, SIGINT, SIGQUIT, SIGHUP, SIGUSR1, SIGUSR2]

    /// The bytes of DIR/spec: records ended by NUL. Throws `invalid_argument` for a name or value it can't hold.
    ///
    /// Of the environment it holds only the names; the values go to the shim's memory, see ``environmentBytes()``.
    func encode(controlGroup: String?) throws -> [UInt8] {
        try validate()
        var records = ["dextra-service 1", "name=\(name)", "revision=\(revision)"]
        records += ([command.executable] + command.arguments).map { "argument=\($0)" }
        if let directory = command.directory { records.append("directory=\(directory)") }
        records += command.environment.keys.sorted().map { "variable-name=\($0)" }
        records += command.isolation.records + command.limits.records + restart.records
        records += [
            "stop-signal=\(stopSignal)", "stop-grace-ms=\(stopGrace.wholeMilliseconds)",
            "log-max-bytes=\(logRotation.maximumBytes)",
            "log-keep=\(logRotation.keptFiles)",
        ]
        if let controlGroup { records.append("cgroup=\(controlGroup)") }
        records.append("end")
        if let bad = records.first(where: { $0.utf8.contains(0) }) {
            throw Failure(.invalidArgument, "service \(name): \(bad.prefix { $0 != "=" }) holds a NUL byte")
        }
        return Self.join(records)
    }

    /// The environment as the shim reads it from its input: records ended by NUL, then an empty one.
    func environmentBytes() throws -> [UInt8] {
        let records = command.environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        if let bad = command.environment.first(where: {
            $0.key.isEmpty || $0.key.contains("=") || $0.value.utf8.contains(0)
        }) {
            throw Failure(.invalidArgument, "service \(name): \(bad.key) can't be an environment variable")
        }
        return Self.join(records) + [0]
    }

    /// Whether two specs' bytes describe the same service.
    static func isSame(_ left: [UInt8], _ right: [UInt8]) -> Bool { essence(left) == essence(right) }

    private static func essence(_ bytes: [UInt8]) -> [String] {
        bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
            .filter { record in !incidental.contains { record.hasPrefix($0) } }
    }

    private static func join(_ records: [String]) -> [UInt8] { records.flatMap { Array($0.utf8) + [0] } }

    private func validate() throws {
        try ServiceName.validate(name)
        guard command.executable.hasPrefix("/") || !command.executable.contains("/"), !command.executable.isEmpty else {
            throw Failure(.invalidArgument, "service \(name): \(command.executable) is a relative path")
        }
        guard (1...64).contains(restart.crashCount), (0...100).contains(logRotation.keptFiles),
            logRotation.maximumBytes >= 4096, stopGrace >= .zero, restart.stableAfter >= .zero,
            restart.crashWindow >= .zero, Self.stopSignals.contains(stopSignal)
        else { throw Failure(.invalidArgument, "service \(name): a policy is out of its bounds") }
    }
}

/// The names services may have.
enum ServiceName {
    static func validate(_ name: String) throws {
        let isAllowed = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        guard isAllowed, (1...100).contains(name.utf8.count), !name.hasPrefix(".") else {
            throw Failure(.invalidArgument, "a service can't be named \"\(name)\"")
        }
    }
}
