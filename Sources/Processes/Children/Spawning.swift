// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc
import Primitives

/// From a command to a process and its pipes.
enum Spawning {
    static func start(_ command: Command, shim: ShimLocation?) throws -> (ChildProcess, OutputPipes) {
        let needsShim = command.isolation != .none || !command.limits.isEmpty
        let shim = try shim ?? (needsShim ? ShimLocation.find() : nil)
        let lifeline = try shim.map { _ in try pipe() }
        let output = command.output == .discarded ? nil : try pipe()
        let error = command.output == .streamed ? try pipe() : nil
        let pipes = try OutputPipes(standardOutput: output?.reading, standardError: error?.reading)
        let input = command.input.isEmpty ? nil : try memoryFile(command.input)

        // Their numbers alone don't keep them open.
        defer { withExtendedLifetime((lifeline, output, error, input)) {} }
        var request = clinux_spawn_request()
        request.input = input?.number ?? -1
        request.output = output?.writing.number ?? -1
        request.error = (error ?? output)?.writing.number ?? -1
        request.lifeline = lifeline?.reading.number ?? -1
        var path = try locate(command)
        var arguments = [command.executable] + command.arguments
        var directory = command.directory
        if let shim {
            // The shim enters the directory after it has changed what lies there: what was entered before shows the
            // file system as it was.
            let entered = directory.flatMap { $0.hasPrefix("/") ? ["directory=\($0)"] : nil } ?? []
            if !entered.isEmpty { directory = nil }
            arguments =
                [shim.path, "exec", "lifeline=3"] + command.isolation.records + command.limits.records + entered
                + ["--", path] + command.arguments
            path = shim.path
        }
        let processID = try spawn(
            &request, path: path, arguments: arguments, environment: command.environment, directory: directory)
        // Only commands without a shim: it sets the limit itself, and before anything runs.
        if shim == nil, let original = DescriptorLimit.original { _ = clinux_set_soft_limit(processID, original) }
        // A child that isn't collected keeps its pid, so this can't be another process.
        let descriptor = OwnedDescriptor(clinux_pidfd_open(processID))
        guard descriptor.number >= 0 else {
            let reason = errno
            kill(-processID, SIGKILL)
            waitpid(processID, nil, 0)
            throw Failure.system(reason, "can't watch the process of \(command.executable)")
        }
        return (ChildProcess(processID: processID, descriptor: descriptor, lifeline: lifeline?.writing), pipes)
    }

    /// The path to execute: looked up on the command's own PATH, so that "not found" is an error and not a status.
    private static func locate(_ command: Command) throws -> String {
        let name = command.executable
        if name.utf8.contains(UInt8(ascii: "/")) {
            // Under a user namespace or a uid it may be visible only there.
            if command.isolation == .none, access(name, X_OK) != 0 { throw notFound(name, errno) }
            return name
        }
        let searched = command.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
        for directory in searched.split(separator: ":") where directory.hasPrefix("/") {
            let path = "\(directory)/\(name)"
            if access(path, X_OK) == 0 { return path }
        }
        throw notFound(name, ENOENT)
    }

    private static func notFound(_ name: String, _ reason: Int32) -> Failure {
        Failure(
            .commandNotFound, "can't run \(name): \(String(cString: strerror(reason)))",
            hint: reason == ENOENT ? "install \(name) or correct the command" : nil)
    }

    private static func spawn(
        _ request: inout clinux_spawn_request, path: String, arguments: [String], environment: [String: String],
        directory: String?
    ) throws -> Int32 {
        let variables = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        if let bad = (arguments + variables).first(where: { $0.utf8.contains(0) }) {
            throw Failure(.invalidArgument, "a NUL byte can't be passed to \(path)").adding(
                "length", "\(bad.utf8.count)")
        }
        var processID: Int32 = 0
        let failed = withCStrings(arguments) { arguments in
            withCStrings(variables) { variables in
                path.withCString { path in
                    withOptionalCString(directory) { directory in
                        request.path = path
                        request.arguments = arguments
                        request.environment = variables
                        request.directory = directory
                        return clinux_spawn(&request, &processID)
                    }
                }
            }
        }
        if failed == 0 { return processID }
        if failed == ENOENT || failed == EACCES || failed == ENOEXEC { throw notFound(path, failed) }
        throw Failure(.spawnFailed, "can't start \(path): \(String(cString: strerror(failed)))")
    }

    private static func pipe() throws -> (reading: OwnedDescriptor, writing: OwnedDescriptor) {
        var reading: Int32 = -1
        var writing: Int32 = -1
        guard clinux_pipe(&reading, &writing) == 0 else { throw Failure.system(errno, "can't make a pipe") }
        return (OwnedDescriptor(reading), OwnedDescriptor(writing))
    }

    /// Input lies ready in memory, so that no task has to feed a pipe.
    private static func memoryFile(_ bytes: [UInt8]) throws -> OwnedDescriptor {
        let file = OwnedDescriptor(clinux_memory_file("input"))
        guard file.number >= 0 else { throw Failure.system(errno, "can't hold a command's input") }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(file.number, $0.baseAddress, $0.count) }
            guard count > 0 else { throw Failure.system(errno, "can't hold a command's input") }
            rest = rest.dropFirst(count)
        }
        lseek(file.number, 0, SEEK_SET)
        return file
    }

    private static func withCStrings<Result>(
        _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>?) -> Result
    ) -> Result {
        var pointers: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) }
        pointers.append(nil)
        defer { for pointer in pointers { free(pointer) } }
        return pointers.withUnsafeBufferPointer { body($0.baseAddress) }
    }

    private static func withOptionalCString<Result>(
        _ string: String?, _ body: (UnsafePointer<CChar>?) -> Result
    ) -> Result {
        if let string { string.withCString { body($0) } } else { body(nil) }
    }
}
