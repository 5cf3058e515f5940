// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives

/// Starts services under shims and finds them again after a restart of this process.
///
/// It holds no state of its own: the shims' locks and files do. Any number of them, in any number of processes, may
/// look after one directory; of two that start one service, one does and the other adopts it.
package struct ServiceSupervisor: Sendable {
    package let directory: String
    private let shim: ShimLocation
    private let controlGroups: ControlGroups

    /// `directory` is made with mode 0700 when it is first needed.
    package init(directory: String, shim: ShimLocation, controlGroups: ControlGroups = .find()) {
        self.directory = directory
        self.shim = shim
        self.controlGroups = controlGroups
    }

    /// Returns when the service's command runs, started or adopted from an equal spec.
    ///
    /// Throws `service_differs` when another spec runs under its name; `service_start_failed`, `command_not_found` or
    /// `isolation_refused` when the command can't be run. Crashes after that are the shim's to handle.
    @discardableResult
    package func start(_ spec: ServiceSpec) async throws -> ServiceHandle {
        let service = ServiceDirectory(path: "\(directory)/\(spec.name)")
        let group = controlGroups.path(of: spec.name, directory: service.path)
        let wanted = try spec.encode(controlGroup: group)
        let environment = try spec.environmentBytes()
        for path in [directory, service.path] where mkdir(path, 0o700) != 0 && errno != EEXIST {
            throw Failure.system(errno, "can't make the directory \(path)")
        }
        let turn = try await service.takeTurn()
        defer { turn.close() }
        // Twice at most: a shim that ends just as it is adopted leaves room for a new one.
        for _ in 0..<2 {
            if service.isLocked {
                try requireSame(wanted, service, spec.name)
                if try await settled(service) { return handle(service, spec.name) }
            }
            try SmallFile.replace(service.specPath, with: wanted)
            if try await launch(service, environment, spec.name) { return handle(service, spec.name) }
        }
        throw Failure(
            .serviceStartFailed, "service \(spec.name) is started and stopped by somebody else at the same time",
            retry: .after(nil))
    }

    /// The service if a shim looks after it: the one its record names by pid, start time and boot.
    package func adopt(_ name: String) throws -> ServiceHandle? {
        try ServiceName.validate(name)
        let service = ServiceDirectory(path: "\(directory)/\(name)")
        return service.liveShim == nil ? nil : handle(service, name)
    }

    /// The service whether or not it runs; throws `service_not_found`.
    package func find(_ name: String) throws -> ServiceHandle {
        try ServiceName.validate(name)
        let service = ServiceDirectory(path: "\(directory)/\(name)")
        guard service.exists else { throw Failure(.serviceNotFound, "there is no service \(name)") }
        return handle(service, name)
    }

    /// All services by name, running or not.
    package func list() -> [ServiceHandle] {
        guard let stream = opendir(directory) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted().compactMap { try? find($0) }
    }

    /// Stops the service and deletes its files, the log with them. Nothing when there is none.
    package func remove(_ name: String) async throws {
        try ServiceName.validate(name)
        let service = ServiceDirectory(path: "\(directory)/\(name)")
        guard access(service.path, F_OK) == 0 else { return }
        try await handle(service, name).stop()
        guard let stream = opendir(service.path) else {
            throw Failure.system(errno, "can't read \(service.path)")
        }
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { unlink("\(service.path)/\(name)") }
        }
        closedir(stream)
        guard rmdir(service.path) == 0 else { throw Failure.system(errno, "can't remove \(service.path)") }
    }

    private func handle(_ service: ServiceDirectory, _ name: String) -> ServiceHandle {
        ServiceHandle(name: name, directory: service, shim: shim)
    }

    private func requireSame(_ wanted: [UInt8], _ service: ServiceDirectory, _ name: String) throws {
        guard let running = SmallFile.bytes(service.specPath), ServiceSpec.isSame(running, wanted) else {
            throw Failure(
                .serviceDiffers, "service \(name) runs from another spec", hint: "stop it before starting the new one")
        }
    }

    /// Waits until a shim that is just starting has said how it went; true when it looks after the service.
    private func settled(_ service: ServiceDirectory) async throws -> Bool {
        var watch = try service.watch(writes: false)
        while true {
            let status = service.status
            if !status.isSupervised { return false }
            if status.state != .starting, service.liveShim != nil { return true }
            try Task.checkCancellation()
            await watch.next()
        }
    }

    /// False when another shim holds the lock.
    private func launch(_ service: ServiceDirectory, _ environment: [UInt8], _ name: String) async throws -> Bool {
        let command = Command(executable: shim.path, arguments: ["service", service.path], input: environment)
        let (status, _, error) = try await Child.collect(command, timeout: .seconds(60), limit: 4096)
        if status == .exited(0) { return true }
        if status == .exited(75) { return false }
        let reason = String(decoding: error, as: UTF8.self).split(separator: "\n").joined(separator: "; ")
        let code: FailureCode =
            switch status {
            case .isolationRefused: .isolationRefused
            case .exited(126), .exited(127): .commandNotFound
            default: .serviceStartFailed
            }
        throw Failure(code, "service \(name) can't start: \(reason.isEmpty ? status.description : reason)")
    }
}
