// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Platforms
import Primitives

extension PlatformRule {
    static let tasks = [
        PlatformRule(
            "a command runs in the release's surroundings and its output comes line by line", needs: .runsTasks
        ) {
            world in
            _ = try await world.platform.provision(world.target, exposure: Exposure())
            let output = Collected<LogLine>()
            try await world.platform.run(
                ReleaseTask(command: "echo $NAME of $DEXTRA_PROJECT; echo second >&2"), of: world.release(1)
            ) { output.add($0) }
            try same(Set(output.texts), ["v1 of shop", "second"])
        },
        PlatformRule("a failed command says how", needs: .runsTasks) { world in
            _ = try await world.platform.provision(world.target, exposure: Exposure())
            let failure = try await world.failure {
                try await world.platform.run(
                    ReleaseTask(command: "echo no such table >&2; exit 4"), of: world.release(1)
                ) { _ in }
            }
            try same(failure.code, .releaseCommandFailed)
            try same(failure.values("log"), ["no such table"])
            try same(failure.values("exit"), ["exit status 4"])
        },
        PlatformRule("a command that goes on too long is ended", needs: .runsTasks) { world in
            _ = try await world.platform.provision(world.target, exposure: Exposure())
            let failure = try await world.failure {
                try await world.platform.run(
                    ReleaseTask(command: "echo begun; exec sleep 600", timeout: .seconds(1)), of: world.release(1)
                ) { _ in }
            }
            try same(failure.code, .timedOut)
            try same(failure.values("log"), ["begun"])
        },
        PlatformRule("what is written to the data folder is there for the next release", needs: .runsTasks) { world in
            _ = try await world.platform.provision(world.target, exposure: Exposure())
            try await world.platform.run(
                ReleaseTask(command: "echo kept >$DEXTRA_DATA/file"), of: world.release(1)
            ) { _ in }
            let output = Collected<LogLine>()
            try await world.platform.run(ReleaseTask(command: "cat $DEXTRA_DATA/file"), of: world.release(2)) {
                output.add($0)
            }
            try same(output.texts, ["kept"])
        },
    ]
}
