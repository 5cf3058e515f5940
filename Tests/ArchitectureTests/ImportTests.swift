// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Testing

/// Arrows between rooms point down, and only where the house on paper draws them.
@Suite struct ImportTests {
    @Test func everyImportIsDrawn() throws {
        for room in House.rooms {
            let allowed = room.imports.union(House.toolchain)
            for file in try House.files(below: "Sources/\(room.name)", endingWith: ".swift") {
                for module in SourceText(try House.text(of: file)).imports {
                    #expect(allowed.contains(module), "\(file) imports \(module), which its room may not")
                }
            }
        }
    }

    @Test func mainsImportOnlyRooms() throws {
        let allowed = Set(House.rooms.map(\.name)).union(House.toolchain)
        for main in House.mains {
            for file in try House.files(below: "Sources/\(main)", endingWith: ".swift") {
                for module in SourceText(try House.text(of: file)).imports {
                    #expect(allowed.contains(module), "\(file) imports \(module), which is no room")
                }
            }
        }
    }

    @Test func everyArrowPointsDown() {
        let floors = Dictionary(uniqueKeysWithValues: House.rooms.map { ($0.name, $0.floor) })
        // A driver stands on the floor of its port, an adapter on that of its contract, and what writes blueprints down on
        // that of what makes them.
        let besideItsPort: Set<String> = [
            "StorageSQLite", "StoragePostgreSQL", "LocalProcess", "Docker", "Hosting", "InternetClient", "Wire",
            "Configuration", "Detection", "Dockerfiles",
        ]
        for room in House.rooms {
            for target in room.imports.subtracting(House.cLibraries) {
                guard let floor = floors[target] else {
                    Issue.record("\(room.name) imports \(target), which is no room")
                    continue
                }
                let sideways = floor == room.floor && besideItsPort.contains(room.name)
                #expect(floor < room.floor || sideways, "\(room.name) points up or sideways to \(target)")
            }
        }
    }

    @Test func everySourceFolderIsARoom() throws {
        let known = Set(House.rooms.map(\.name)).union(House.cLibraries).union(House.mains).union(["dextra-shim"])
        let folders = try FileManager.default.contentsOfDirectory(atPath: "\(House.root)/Sources")
        #expect(Set(folders).subtracting(known).isEmpty)
        #expect(known.subtracting(folders).isEmpty)
    }

    /// SwiftPM builds undeclared sibling imports, so the manifest is held to the same drawing.
    @Test func manifestDeclaresWhatIsDrawn() throws {
        let manifest = try House.text(of: "Package.swift")
        for room in House.rooms {
            let names = try #require(Self.dependencies(of: room.name, in: manifest), "no room(\"\(room.name)\"")
            #expect(names == room.imports, "Package.swift and the house disagree about \(room.name)")
        }
    }

    private static func dependencies(of room: String, in manifest: String) -> Set<String>? {
        let compact = manifest.filter { !$0.isWhitespace }
        guard let start = compact.firstRange(of: "room(\"\(room)\"") else { return nil }
        let rest = compact[start.upperBound...]
        guard let end = rest.firstIndex(of: ")") else { return nil }
        let strings = rest[..<end].split(separator: "\"").enumerated().filter { $0.offset % 2 == 1 }
        return Set(strings.map { String($0.element) })
    }
}
