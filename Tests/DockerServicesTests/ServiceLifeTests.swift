// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import ContainersKit
import Docker
import Platforms
import Primitives
import Testing

/// What becomes of services on a real engine, with small programs in their place.
@Suite(.enabled(if: DockerDaemon.canRun, "\(DockerDaemon.requirement)"), .timeLimit(.minutes(3)))
struct ServiceLifeTests {
    private static let echo = "trap exit TERM; nc -ll -p 7000 -e cat & wait"

    @Test func acceptingConnectionsIsAskedOfTheContainerItself() async throws {
        try await ServiceFixture.with { test in
            let late = test.shell("sleep 2; " + Self.echo, ready: nil)
            let address = try await test.ensure(late)[0]
            #expect(
                try await test.run("/bin/sh", "-c", "echo hello | busybox nc -w 1 127.0.0.1 \(address.onHost.port)")
                    == "hello\n")
            var never = test.shell("trap exit TERM; sleep 1000 & wait", ready: nil)
            never.readyDeadline = .seconds(1)
            let failure = await expectFailure("service_not_ready") { try await test.ensure(never) }
            #expect(failure?.metadata.contains(Failure.Metadatum("answer", "connection refused")) == true)
        }
    }

    @Test func whatTheReadyCommandSaysIsInTheFailure() async throws {
        try await ServiceFixture.with { test in
            var service = test.shell(
                "echo its own words; trap exit TERM; sleep 1000 & wait", ready: "echo no such table; exit 7")
            service.readyDeadline = .seconds(1)
            let failure = await expectFailure("service_not_ready") { try await test.ensure(service) }
            let answer = failure?.metadata.first { $0.key == "answer" }?.value ?? ""
            #expect(answer.contains("7") && answer.contains("no such table"))
            #expect(failure?.metadata.contains(Failure.Metadatum("log", "its own words")) == true)
        }
    }

    @Test func oneThatKeepsEndingIsNotWaitedFor() async throws {
        try await ServiceFixture.with { test in
            var service = test.shell("echo broken; exit 3")
            service.readyDeadline = .seconds(3600)
            service.readyCommand = "false"
            let failure = await expectFailure("service_not_ready") { try await test.ensure(service) }
            #expect(failure?.metadata.contains(Failure.Metadatum("log", "broken")) == true)
            let status = try await test.services.status(of: test.target)
            #expect(status.map(\.name) == ["thing"] && (status.first?.restarts ?? 0) > 0)
            #expect(status.first?.lastExit == "exit status 3")
        }
    }

    @Test func aMissingImageLeavesTheOldOneRunning() async throws {
        try await ServiceFixture.with { test in
            try await test.ensure(test.shell("trap exit TERM; sleep 1000 & wait"))
            let before = try await test.container("thing")
            try await LocalRegistry.with { host in
                var service = test.shell("trap exit TERM; sleep 1000 & wait")
                service.image = "\(host)/team/thing:2"
                let failure = await expectFailure("base_image_missing") { try await test.ensure(service) }
                #expect(failure?.message.contains("\(host)/team/thing:2") == true && failure?.hint != nil)
                let after = try await test.container("thing")
                #expect(after.id == before.id && after.state.isRunning)

                // Once the registry has it, it is fetched.
                let reference = try ImageReference(service.image)
                try await test.engine.tag(BaseImage.name, as: reference)
                _ = try await test.engine.push(reference)
                try await test.engine.removeImage(reference.description)
                let progress = ServiceProgress()
                try await test.ensure(service, progress: progress)
                #expect(progress.all.contains { $0.words.contains("fetching") })
                #expect(try await test.container("thing").image == service.image)
            }
        }
    }

    /// A server was killed between two steps of a replacement.
    @Test func aReplacementThatWasInterruptedIsFinished() async throws {
        try await ServiceFixture.with { test in
            let service = test.shell("trap exit TERM; sleep 1000 & wait")
            let address = try await test.ensure(service)
            let name = test.naming.service("thing", of: test.target)
            let id = try await test.container("thing").id
            // The old one is gone, the new one has not yet its name.
            try await test.engine.stop(id, timeout: .zero)
            try await test.engine.rename(id, to: name + ".next")
            #expect(try await test.ensure(service) == address)
            #expect(try await test.container("thing").id == id)
            // The new one was made for a description that is no longer wanted: its port is kept.
            try await test.engine.rename(id, to: name + ".next")
            var other = service
            other.environment["A"] = Redacted("1")
            #expect(try await test.ensure(other) == address)
            #expect(try await test.container("thing").id != id)
            await expectFailure("container_not_found") { _ = try await test.engine.container(id) }
        }
    }

    @Test func whatIsNotOursIsNotTouched() async throws {
        try await ServiceFixture.with { test in
            var spec = ContainerSpec(image: BaseImage.name)
            spec.network = .none
            let id = try await test.engine.create(spec, name: test.naming.service("thing", of: test.target))
            await expectFailure("container_conflict") {
                try await test.ensure(test.shell("trap exit TERM; sleep 1000 & wait"))
            }
            #expect(try await test.engine.container(id).labels["dev.dextra.kind"] == nil)
            try await test.engine.remove(id)

            let volume = test.naming.service("other", of: test.target)
            try await test.engine.createVolume(volume, labels: ["whose": "somebody's"])
            var other = test.shell("trap exit TERM; sleep 1000 & wait", name: "other")
            other.dataFolder = "/data"
            await expectFailure("volume_in_use") { try await test.ensure(other) }
            try await test.engine.removeVolume(volume)
        }
    }

    @Test func twoServicesHaveTwoPorts() async throws {
        try await ServiceFixture.with { test in
            let addresses = try await test.ensure(
                test.shell("trap exit TERM; sleep 1000 & wait", name: "one"),
                test.shell("trap exit TERM; sleep 1000 & wait", name: "two"))
            #expect(Set(addresses.map(\.onHost.port)).count == 2)
            #expect(addresses.map(\.name) == ["one", "two"])
        }
    }

    @Test func aLogIsFollowedFromAPosition() async throws {
        try await ServiceFixture.with { test in
            try await test.ensure(
                test.shell(
                    "for i in 1 2 3; do echo line $i; done; echo bad >&2; sleep 1; echo later; trap exit TERM; sleep 1000 & wait"
                ))
            let all = ReceivedLog()
            let reading = Task {
                try await test.services.logs(of: "thing", test.target, LogQuery(follow: true)) { all.add($0) }
            }
            try await until { all.lines.contains { $0.text == "later" } }
            reading.cancel()
            #expect(all.lines.map(\.text).filter { $0.hasPrefix("line") } == ["line 1", "line 2", "line 3"])
            #expect(all.lines.first { $0.text == "bad" }?.stream == .stderr)
            #expect(all.isCurrent)
            let second = try #require(all.lines.first { $0.text == "line 2" }?.position)
            let rest = ReceivedLog()
            try await test.services.logs(of: "thing", test.target, LogQuery(start: second)) { rest.add($0) }
            #expect(rest.lines.first?.text == "line 3" && rest.lines.last?.text == "later")
            let tail = ReceivedLog()
            try await test.services.logs(of: "thing", test.target, LogQuery(tail: 1)) { tail.add($0) }
            #expect(tail.lines.map(\.text) == ["later"])
            await expectFailure("not_found") {
                try await test.services.logs(of: "nothing", test.target, LogQuery()) { _ in }
            }
        }
    }
}
