// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives
import Processes
import TestKit
import Testing

/// Services in a directory of their own; whatever a test starts is gone after it.
struct ServiceFixture {
    let path: String
    let shim: ShimLocation
    let supervisor: ServiceSupervisor

    static func with(_ body: (ServiceFixture) async throws -> Void) async throws {
        try await TemporaryDirectory.with { directory in
            let shim = try ShimLocation.find()
            let supervisor = ServiceSupervisor(directory: directory + "/services", shim: shim)
            let fixture = ServiceFixture(path: directory + "/services", shim: shim, supervisor: supervisor)
            var thrown: (any Error)?
            do { try await body(fixture) } catch { thrown = error }
            for service in supervisor.list() { try await service.kill() }
            if let thrown { throw thrown }
        }
    }

    /// As after a restart of the server: nothing is known but the directory.
    func restarted() -> ServiceSupervisor { ServiceSupervisor(directory: path, shim: shim) }

    /// A service that restarts at once.
    func spec(_ script: String, name: String = "app", _ change: (inout ServiceSpec) -> Void = { _ in }) -> ServiceSpec {
        var spec = ServiceSpec(
            name: name, command: shell(script),
            restart: RestartPolicy(backoff: Backoff(base: .milliseconds(1), limit: .milliseconds(5)), crashCount: 64))
        change(&spec)
        return spec
    }

    func file(_ name: String, of service: String = "app") -> String { "\(path)/\(service)/\(name)" }

    /// The shim that the service's record names.
    func shimIdentity(of service: String = "app") throws -> ProcessIdentity {
        let record = try String(decoding: contents(file("record", of: service)), as: UTF8.self)
        let line = try #require(record.split(separator: "\n").first { $0.hasPrefix("shim=") })
        return try #require(processes(in: String(line.dropFirst(5))).first)
    }

    func contents(_ path: String) throws -> [UInt8] {
        let descriptor = open(path, O_RDONLY)
        try #require(descriptor >= 0, "\(path) can't be read")
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while case let count = read(descriptor, &piece, piece.count), count > 0 { bytes += piece[..<count] }
        return bytes
    }

    /// Everything that the service's log holds now.
    func log(of service: ServiceHandle, from start: ServiceLog.Start = .tail(nil)) async throws -> String {
        var text = ""
        for try await case .line(let line) in try service.logs(from: start) { text += line.text + "\n" }
        return text
    }

    /// Waits until the log has the text, and returns all of it.
    func log(of service: ServiceHandle, with text: String) async throws -> String {
        var all = ""
        for try await case .line(let line) in try service.logs(follow: true) {
            all += line.text + "\n"
            if all.contains(text) { break }
        }
        return all
    }

    /// Waits for the first status that fulfils the condition.
    func status(
        of service: ServiceHandle, where condition: (ServiceStatus) -> Bool
    ) async throws -> ServiceStatus {
        var last = service.status()
        for await status in try service.changes() {
            last = status
            if condition(status) { break }
        }
        return last
    }
}
