// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Platforms
import Primitives
import Processes
import Synchronization
import Traffic

/// Which program has which port: one file beside each service's own, so that a restart of anything keeps it.
final class AppPorts: Sendable {
    /// Programs listen where they like, mostly on all addresses, and not all of them set `SO_REUSEADDR`: a port that is to
    /// be had by any of them is free on all addresses, and of connections in TIME_WAIT too.
    private static let anyAddress = "0.0.0.0"

    private let services: String
    private let range: ClosedRange<Int>
    private let random: RandomSource
    /// Choosing and recording is one step, or two programs that start at once could get the same.
    private let choosing = Mutex(())

    init(services: String, range: ClosedRange<Int>, random: RandomSource) {
        self.services = services
        self.range = range
        self.random = random
    }

    /// The port a service has; nil when none was recorded.
    func recorded(_ service: String) -> Int? {
        let descriptor = open(path(service), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = read(descriptor, &bytes, bytes.count)
        return Int(String(decoding: bytes.prefix(max(0, count)), as: UTF8.self).prefix { $0.isNumber })
    }

    /// Gives a service a fixed port, or the one it had if that is free, or a free one. Throws `port_in_use`.
    func assign(_ service: String, fixed: Int?, others: [String]) throws -> Int {
        try choosing.withLock { _ in
            let port = try fixed.map { try taking($0, service) } ?? chosen(service, others: others)
            try record(port, service)
            return port
        }
    }

    private func taking(_ port: Int, _ service: String) throws -> Int {
        try PortProbe.require(
            port, on: "127.0.0.1", purpose: service,
            hint: "stop the program that has it, or let the app listen on $PORT and remove `port` from dextra.yaml")
        return port
    }

    private func chosen(_ service: String, others: [String]) throws -> Int {
        if let port = recorded(service), range.contains(port),
            PortProbe.isFree(port, on: Self.anyAddress, reusingAddress: false)
        {
            return port
        }
        let taken = Set(others.filter { $0 != service }.compactMap(recorded))
        guard
            let port = PortProbe.findFree(
                in: range, on: Self.anyAddress, reusingAddress: false, avoiding: taken, random: random)
        else {
            throw Failure(
                .portInUse, "no port is free for \(service) from \(range.lowerBound) to \(range.upperBound)",
                hint: "stop some programs on this machine")
        }
        return port
    }

    private func record(_ port: Int, _ service: String) throws {
        for folder in [services, "\(services)/\(service)"] where mkdir(folder, 0o700) != 0 && errno != EEXIST {
            throw Failure.system(errno, "can't make the folder \(folder)")
        }
        let temporary = path(service) + ".new"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw Failure.system(errno, "can't write \(temporary)") }
        let bytes = Array("\(port)\n".utf8)
        let isWritten = write(descriptor, bytes, bytes.count) == bytes.count && fsync(descriptor) == 0
        let problem = errno
        close(descriptor)
        guard isWritten else { throw Failure.system(problem, "can't write \(temporary)") }
        guard rename(temporary, path(service)) == 0 else {
            throw Failure.system(errno, "can't replace \(path(service))")
        }
    }

    private func path(_ service: String) -> String { "\(services)/\(service)/port" }
}
