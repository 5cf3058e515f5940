// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Detection
import FoundationEssentials
import Glibc
import Primitives

/// Detection of a thousand generated trees on disk: every ecosystem's shape, workspaces of two to six parts, and 300 other
/// files in each.
enum TreesBench {
    static func run(seed: UInt64, trees: Int) async throws {
        var random = SplitMix(state: seed)
        try await Scratch.with { folder in
            var paths: [String] = []
            for index in 0..<trees {
                let path = "\(folder)/\(index)"
                try Scratch.write(tree(&random), below: path)
                paths.append(path)
            }
            let detector = Detector()
            var times: [Double] = []
            var recognised = 0
            // The first round pays for what is made once, such as the page cache and the tables.
            for path in paths { recognised += (try? detector.detect(DirectoryFileTree(path: path))) == nil ? 0 : 1 }
            let before = try residentKilobytes()
            for _ in 0..<3 {
                for path in paths {
                    times.append(
                        await Rooms.seconds {
                            _ = try? detector.detect(try DirectoryFileTree(path: path))
                        } * 1000)
                }
            }
            let after = try residentKilobytes()
            times.sort()
            Rooms.print("trees with one blueprint, of \(trees)", Double(recognised), "")
            Rooms.print("detect, mean", times.reduce(0, +) / Double(times.count), "ms", digits: 3)
            Rooms.print("detect, p99", times[times.count * 99 / 100], "ms", digits: 3)
            Rooms.print("detect, slowest of \(times.count)", times[times.count - 1], "ms", digits: 3)
            Rooms.print("resident after the first \(trees)", Double(before), "kB")
            Rooms.print("resident after \(times.count) more", Double(after), "kB")
        }
    }

    /// One project, or one of three times a workspace of several; then what says nothing.
    private static func tree(_ random: inout SplitMix) -> [String: String] {
        var files: [String: String] = [:]
        if random.below(3) == 0 {
            let workspace = workspaces[random.below(workspaces.count)]
            files = workspace.root
            for number in 0..<(2 + random.below(5)) {
                for (path, text) in workspace.member { files["\(workspace.folder)/part\(number)/\(path)"] = text }
            }
        } else {
            files = shapes[random.below(shapes.count)]
            if random.below(4) == 0 { files.merge(additions[random.below(additions.count)]) { own, _ in own } }
        }
        let endings = ["txt", "md", "css", "svg", "json", "py", "js", "rb", "go", "html.erb"]
        for number in 0..<300 {
            let depth = random.below(4)
            let folder = (0..<depth).map { _ in "f\(random.below(8))" }.joined(separator: "/")
            let name = "noise\(number).\(endings[random.below(endings.count)])"
            let text = String(repeating: "nothing to see here\n", count: 1 + random.below(60))
            files["lib/" + (folder.isEmpty ? name : "\(folder)/\(name)")] = text
        }
        return files
    }

    /// What the process has in memory.
    private static func residentKilobytes() throws -> Int {
        let fields = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
        return (Int(fields[1]) ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE))) / 1024
    }
}

/// A small generator with a seed, so that the trees are the same each time.
struct SplitMix {
    var state: UInt64

    mutating func below(_ count: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(count))
    }
}
