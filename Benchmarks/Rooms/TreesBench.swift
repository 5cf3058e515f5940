// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Detection
import FoundationEssentials
import Glibc
import Primitives

/// Detection of a thousand generated trees on disk: every ecosystem's shape, workspaces of two to six parts, and 300 other
/// files in each.
///
/// Time is told twice: by the clock on the wall, and by that of the thread, which stands still while a busy machine runs
/// something else.
enum TreesBench {
    static func run(seed: UInt64, trees: Int) async throws {
        var random = SplitMix(state: seed)
        try await Scratch.with { folder in
            var forest = try Forest(below: folder)
            var paths: [String] = []
            for _ in 0..<trees { paths.append(try forest.plant(tree(&random), noise: noise(&random))) }
            let detector = Detector()
            var recognised = 0
            // The first round pays for what is made once, such as the page cache and the tables.
            for path in paths { recognised += (try? detector.detect(DirectoryFileTree(path: path))) == nil ? 0 : 1 }
            let before = try residentKilobytes()
            var wall: [Double] = []
            var processor: [Double] = []
            for _ in 0..<3 {
                for path in paths {
                    let start = threadMilliseconds()
                    wall.append(
                        await Rooms.seconds { _ = try? detector.detect(try DirectoryFileTree(path: path)) } * 1000)
                    processor.append(threadMilliseconds() - start)
                }
            }
            let after = try residentKilobytes()
            Rooms.print("trees with one blueprint, of \(trees)", Double(recognised), "")
            report("detect", wall)
            report("detect, processor time", processor)
            Rooms.print("resident after the first \(trees)", Double(before), "kB")
            Rooms.print("resident after \(wall.count) more", Double(after), "kB")
            guard let slowest = processor.indices.max(by: { processor[$0] < processor[$1] }) else { return }
            let names = try FileManager.default.contentsOfDirectory(atPath: paths[slowest % trees]).sorted()
            Swift.print("slowest by processor time: \(names.joined(separator: " "))")
        }
    }

    private static func report(_ name: String, _ times: [Double]) {
        let sorted = times.sorted()
        Rooms.print("\(name), mean", sorted.reduce(0, +) / Double(sorted.count), "ms", digits: 3)
        Rooms.print("\(name), p99", sorted[sorted.count * 99 / 100], "ms", digits: 3)
        Rooms.print("\(name), slowest of \(sorted.count)", sorted[sorted.count - 1], "ms", digits: 3)
    }

    /// One project, or one of three times a workspace of several.
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
        return files
    }

    /// Paths that say nothing, each with the name of one of the forest's files.
    private static func noise(_ random: inout SplitMix) -> [(path: String, kind: Forest.Noise)] {
        (0..<300).map { number in
            let depth = random.below(4)
            let folders = (0..<depth).map { _ in "f\(random.below(8))/" }.joined()
            let ending = random.below(Forest.endings.count)
            let kind = Forest.Noise(ending: ending, lines: 1 + random.below(60))
            return ("lib/\(folders)noise\(number).\(Forest.endings[ending])", kind)
        }
    }

    /// What the calling thread has spent in the program and in the kernel.
    private static func threadMilliseconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1000 + Double(time.tv_nsec) / 1_000_000
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
