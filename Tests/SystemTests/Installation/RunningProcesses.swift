// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc

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
        guard let data = FileManager.default.contents(atPath: "/proc/\(pid)/stat") else { return false }
        let text = String(decoding: data, as: UTF8.self)
        // The state follows the command's closing parenthesis; a zombie is not alive.
        return text.split(separator: ")").last?.split(separator: " ").first != "Z"
    }
}
