// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import Testing

/// What runs on the machine, read from /proc.
enum RunningProcesses {
    static var all: [Int32] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { Int32($0) }
    }

    /// Processes with the text on their command line, without the caller.
    static func mentioning(_ text: String) -> [Int32] {
        all.filter { $0 != getpid() && commandLine(of: $0).contains(text) }
    }

    /// Processes whose working directory or executable lies below a folder.
    static func below(_ folder: String) -> [Int32] {
        all.filter { pid in
            pid != getpid()
                && ["cwd", "exe"].contains { link in
                    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(pid)/\(link)"))?
                        .hasPrefix(folder + "/") ?? false
                }
        }
    }

    static func commandLine(of pid: Int32) -> String {
        guard let data = FileManager.default.contents(atPath: "/proc/\(pid)/cmdline") else { return "" }
        return String(decoding: data.map { $0 == 0 ? 0x20 : $0 }, as: UTF8.self)
    }

    static func isAlive(_ pid: Int32) -> Bool {
        // A zombie is not alive.
        statistics(of: pid).first.map { $0 != "Z" } ?? false
    }

    /// Kills a process and returns once it has ended: on a busy machine it takes connections for a moment longer.
    static func kill(_ pid: Int32) async throws {
        Glibc.kill(pid, SIGKILL)
        try await eventually("\(pid) has ended") { !isAlive(pid) }
    }

    static func parent(of pid: Int32) -> Int32? {
        let fields = statistics(of: pid)
        return fields.count > 1 ? Int32(fields[1]) : nil
    }

    /// What follows the command's closing parenthesis in proc(5)'s stat, the state first.
    private static func statistics(of pid: Int32) -> [Substring] {
        guard let data = FileManager.default.contents(atPath: "/proc/\(pid)/stat") else { return [] }
        return String(decoding: data, as: UTF8.self).split(separator: ")").last?.split(separator: " ") ?? []
    }
}
