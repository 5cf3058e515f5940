// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import Primitives

/// What the kernel says of this process (proc(5)).
struct ProcessFacts: Sendable, Hashable {
    /// Of user and kernel together.
    let processorSeconds: Double
    /// Seconds since 1970.
    let startTime: Double
    let residentBytes: Double
    let virtualBytes: Double
    let threads: Double

    /// - stat: the content of `/proc/self/stat`.
    /// - bootTime: seconds since 1970, from `/proc/stat`.
    init?(stat: String, bootTime: Double, ticksPerSecond: Double, pageSize: Double) {
        // The name is in parentheses and may hold any byte, also parentheses: the fields begin after the last one.
        guard let end = stat.lastIndex(of: ")") else { return nil }
        let fields = stat[stat.index(after: end)...].split(separator: " ").map(String.init)
        // The first of them is the third of proc(5)'s list, the state.
        func field(_ number: Int) -> Double? { number - 3 < fields.count ? Double(fields[number - 3]) : nil }
        guard let user = field(14), let system = field(15), let threads = field(20), let start = field(22),
            let virtual = field(23), let resident = field(24)
        else { return nil }
        processorSeconds = (user + system) / ticksPerSecond
        startTime = bootTime + start / ticksPerSecond
        virtualBytes = virtual
        residentBytes = resident * pageSize
        self.threads = threads
    }

    /// Throws what reading it does.
    static func current() throws -> ProcessFacts {
        let all = try text("/proc/stat")
        let boot = all.split(separator: "\n").first { $0.hasPrefix("btime ") }.flatMap { Double($0.dropFirst(6)) }
        guard
            let facts = ProcessFacts(
                stat: try text("/proc/self/stat"), bootTime: boot ?? 0,
                ticksPerSecond: Double(sysconf(Int32(_SC_CLK_TCK))), pageSize: Double(sysconf(Int32(_SC_PAGESIZE))))
        else { throw Failure(.internalError, "/proc/self/stat is not as proc(5) says") }
        return facts
    }

    /// How many descriptors are open, and how many may be.
    static func descriptors() throws -> (open: Int, limit: Double) {
        let names = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        // One of them is the look itself.
        return (max(0, names.count - 1), limit.rlim_cur == .max ? .infinity : Double(limit.rlim_cur))
    }

    private static func text(_ path: String) throws -> String {
        // Files of /proc say that they are empty, so they are read until there is no more.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure.system(errno, "can't read \(path)") }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 16_384)
        while case let count = read(descriptor, &part, part.count), count > 0 { bytes += part[..<count] }
        return String(decoding: bytes, as: UTF8.self)
    }
}
