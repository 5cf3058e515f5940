// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Commands
import Primitives
import Testing

@Suite struct HomeDirectoryTests {
    private func find(
        _ option: String? = nil, _ environment: [String: String] = [:], userID: UInt32 = 1000, account: String? = nil
    ) throws -> String {
        try HomeDirectory.find(
            option: option,
            in: .init(
                environment: environment, userID: userID, workingDirectory: "/srv/app", accountHome: { account }))
    }

    @Test func theOptionBeatsTheEnvironmentBeatsTheRest() throws {
        let environment = ["DEXTRA_HOME": "/env", "XDG_DATA_HOME": "/xdg", "HOME": "/home/ann"]
        #expect(try find("/option", environment) == "/option")
        #expect(try find(nil, environment) == "/env")
        #expect(try find(nil, environment, userID: 0) == "/env")
        #expect(try find(nil, ["XDG_DATA_HOME": "/xdg", "HOME": "/home/ann"]) == "/xdg/dextra")
        #expect(try find(nil, ["HOME": "/home/ann"]) == "/home/ann/.local/share/dextra")
    }

    @Test func rootHasAPlaceOfItsOwn() throws {
        #expect(try find(nil, ["HOME": "/root", "XDG_DATA_HOME": "/xdg"], userID: 0) == "/var/lib/dextra")
    }

    @Test func relativePathsStartInTheWorkingDirectory() throws {
        #expect(try find("../data/./x//") == "/srv/data/x")
        #expect(try find(nil, ["DEXTRA_HOME": "d"]) == "/srv/app/d")
        #expect(try find("../../../..") == "/")
    }

    @Test func emptyAndRelativeVariablesCountAsUnset() throws {
        #expect(
            try find(nil, ["DEXTRA_HOME": "", "XDG_DATA_HOME": "rel", "HOME": "/home/ann"])
                == "/home/ann/.local/share/dextra")
    }

    @Test func withoutHomeTheAccountIsAsked() throws {
        #expect(try find(account: "/home/bob") == "/home/bob/.local/share/dextra")
    }

    @Test(arguments: [nil, "", "/", "/nonexistent"]) func nowhereToGoIsSaid(_ account: String?) {
        let failure = #expect(throws: Failure.self) { try find(account: account) }
        #expect(failure?.code == .homeUnknown)
    }
}
