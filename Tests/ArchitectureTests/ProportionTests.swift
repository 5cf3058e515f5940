// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Testing

/// Sizes, headers, names and forbidden words: what keeps the house pleasant to live in.
@Suite struct ProportionTests {
    private static let sources = Result { try House.files(below: "Sources", endingWith: ".swift") }
    private static let tests = Result { try House.files(below: "Tests", endingWith: ".swift") }

    @Test func filesStaySmall() throws {
        let files = try Self.sources.get()
        var sizes: [Int] = []
        for file in files {
            let lines = try House.text(of: file).utf8.count { $0 == UInt8(ascii: "\n") }
            sizes.append(lines)
            #expect(lines <= 500, "\(file) has \(lines) lines: split it by idea")
        }
        sizes.sort()
        #expect(sizes[sizes.count / 2] <= 120, "the median file has \(sizes[sizes.count / 2]) lines")
    }

    @Test func mainsAreCompositionRoots() throws {
        for main in House.mains {
            for file in try House.files(below: "Sources/\(main)", endingWith: ".swift") {
                let lines = try House.text(of: file).utf8.count { $0 == UInt8(ascii: "\n") }
                #expect(lines <= 80, "\(file) has \(lines) lines: a main only chooses adapters")
            }
        }
    }

    @Test func everyFileCarriesTheLicence() throws {
        for file in try Self.sources.get() + Self.tests.get() {
            let head = try House.text(of: file).prefix(200)
            #expect(head.contains("SPDX-License-Identifier: Apache-2.0"), "\(file) has no SPDX header")
        }
    }

    @Test func noGrabBags() throws {
        for file in try Self.sources.get() {
            // A package manager is a thing of the field, not a class that manages things.
            let name = (file.split(separator: "/").last ?? "").replacing("PackageManager", with: "")
            for word in ["Util", "Helper", "Manager", "Misc", "Common"] {
                #expect(!name.contains(word), "\(file) is named for nothing in particular")
            }
        }
    }

    /// Clocks, randomness and IDs are injected; only Primitives touches the machine's.
    @Test func roomsReadNoClock() throws {
        let forbidden = [
            "Date()", "Date.now", "UUID()", "ContinuousClock", "SuspendingClock", "clock_gettime", "Task.detached",
            "SystemRandomNumberGenerator", "nonisolated(unsafe)",
        ]
        for file in try Self.sources.get() where !file.hasPrefix("Sources/Primitives/") {
            for (number, line) in SourceText(try House.text(of: file)).lines.enumerated() {
                for word in forbidden where line.contains(word) {
                    Issue.record("\(file):\(number + 1) uses \(word)")
                }
            }
        }
    }

    @Test func everyRoomIsDescribed() throws {
        let modules = try House.text(of: "Documentation/Modules.md")
        for name in House.rooms.map(\.name) + House.cLibraries.sorted() + House.mains.sorted() + ["dextra-shim"] {
            #expect(modules.contains("`\(name)`"), "Documentation/Modules.md has no paragraph for \(name)")
        }
    }
}
