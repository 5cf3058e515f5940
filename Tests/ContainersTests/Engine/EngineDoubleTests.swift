// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import ContainersKit
import HTTP
import Primitives
import Processes
import TestKit
import Testing

/// What engines say rarely, and noise where they say something else.
@Suite(.timeLimit(.minutes(1))) struct EngineDoubleTests {
    @Test(arguments: [("1.41", "1.41"), ("1.44", "1.44"), ("9.99", EngineVersion.newest.description)])
    func speaksTheOlderOfTwoVersions(theirs: String, spoken: String) async throws {
        let paths = Recorded<String>()
        try await EngineDouble.with(version: theirs) { exchange in
            paths.add(String(exchange.request.path))
            try await exchange.respond(json: ["Name": "double"])
        } _: { address in
            let engine = try await DockerEngine.connect(to: address)
            #expect(try await engine.information().hostName == "double")
        }
        #expect(paths.all == ["/v\(spoken)/info"])
    }

    @Test func knowsPodmanAndRefusesWhatIsTooOld() async throws {
        try await EngineDouble.with(isPodman: true) { _ in
        } _: { address in
            let engine = try await DockerEngine.connect(to: address)
            #expect(engine.flavour == .podman)
        }
        try await EngineDouble.with(version: "1.24") { _ in
        } _: { address in
            await expectFailure(.engineUnsupported) { _ = try await DockerEngine.connect(to: address) }
        }
    }

    /// Podman 4.3 answers so with status 500, where Docker has 409.
    @Test func aNetworkThatIsThereIsAConflictForPodmanToo() async throws {
        try await EngineDouble.with(isPodman: true) { exchange in
            try await exchange.respond(
                json: ["message": "network name shop already used: network already exists"],
                status: .internalServerError)
        } _: { address in
            let engine = try await DockerEngine.connect(to: address)
            await expectFailure(.networkConflict) { _ = try await engine.createNetwork("shop") }
        }
    }

    @Test(
        arguments: [
            (Timestamp("0001-01-01T00:00:00Z"), "0.000000000"), (Timestamp("1969-12-31T23:59:59.999Z"), "0.000000000"),
            (Timestamp("2026-11-20T19:55:14.007Z"), "1795204514.007000000"),
            (Timestamp("9999-12-31T23:59:59.999Z"), "9223372036.854775807"),
            (Timestamp(millisecondsSinceEpoch: .min), "0.000000000"),
            (Timestamp(millisecondsSinceEpoch: .max), "9223372036.854775807"),
        ] as [(Timestamp?, String)])
    func anyTimeIsAMomentOfTheEngine(time: Timestamp?, asked: String) async throws {
        let moment = EngineMoment(try #require(time))
        let since = Recorded<String>()
        try await EngineDouble.with { exchange in
            if exchange.request.path.hasSuffix("/logs") {
                since.add(exchange.request.query["since"] ?? "")
                // A time that no engine has, before and after what can be counted.
                let lines = ["0001-02-03T04:05:06Z early\n", "9999-12-31T23:59:59.999999999Z late\n"]
                try await exchange.respond(HTTPResponse.text(lines.joined()))
            } else {
                try await exchange.respond(json: ["Id": "c", "Config": ["Tty": true]] as JSONValue)
            }
        } _: { address in
            let engine = try await DockerEngine.connect(to: address)
            try await engine.logs(of: "c", LogQuery(since: moment)) { _ in }
            try await engine.logs(of: "c", LogQuery(since: moment.next)) { _ in }
        }
        #expect(since.all.first == asked && since.all.count == 2)
        #expect(moment.next > moment || moment.nanoseconds == .max)
    }

    /// The container is there, and may run again: only the command is gone.
    @Test(arguments: [
        "No such exec instance: 4cc90d0d", "no exec session with ID 4cc90d0d found: no such exec session",
    ])
    func aCommandWhoseContainerEndedBeforeItsStartIsAConflict(words: String) async throws {
        try await EngineDouble.with { exchange in
            if exchange.request.path.hasSuffix("/exec/4cc90d0d/start") {
                try await exchange.respond(json: ["message": words], status: .notFound)
            } else {
                try await exchange.respond(json: ["Id": "4cc90d0d"], status: .created)
            }
        } _: { address in
            let engine = try await DockerEngine.connect(to: address)
            await expectFailure(.containerConflict) {
                _ = try await engine.collect(ExecCommand(["true"]), in: "shop-db")
            }
        }
    }

    /// Podman 4.3 lists volumes that have any of the labels; by such a list things are removed.
    @Test func aListByLabelsHasNothingElse() async throws {
        let volumes: JSONValue = [
            "Volumes": [
                ["Name": "ours", "Labels": ["a": "1", "b": "2"]], ["Name": "other", "Labels": ["a": "1", "b": "3"]],
            ]
        ]
        try await EngineDouble.with(isPodman: true) { exchange in
            try await exchange.respond(json: volumes)
        } _: { address in
            let engine = try await DockerEngine.connect(to: address)
            #expect(try await engine.volumes(labels: ["a": "1", "b": "2"]).map(\.name) == ["ours"])
            #expect(try await engine.volumes(labels: ["a": "1", "b": ""]).map(\.name) == ["ours", "other"])
        }
    }

    @Test func saysWhatToDoWhenThereIsNone() async throws {
        try await TemporaryDirectory.with { folder in
            let environment = ["DOCKER_HOST": "unix://\(folder)/none.sock"]
            let failure = await expectFailure(.engineUnavailable) {
                _ = try await DockerEngine.connect(environment: environment)
            }
            #expect(failure?.hint?.contains("DOCKER_HOST") == true)
        }
    }

    @Test(arguments: [
        ("unix:///run/x.sock", "unix:///run/x.sock"), ("tcp://h:99", "tcp://h:99"), ("tcp://h", "tcp://h:2375"),
        ("tcp://[::1]:99/", "tcp://[::1]:99"), ("https://h", "tcp://h:2376"), ("http://10.0.0.1:1", "tcp://10.0.0.1:1"),
    ])
    func readsAddresses(text: String, shown: String) throws {
        #expect(try EngineAddress(text).description == shown)
    }

    @Test(arguments: [
        "", "unix://relative", "/run/docker.sock", "ssh://h", "tcp://h:0", "tcp://h:99999", "tcp://", "npipe:x",
    ])
    func refusesOtherAddresses(text: String) async {
        await expectFailure(.invalidArgument) { _ = try EngineAddress(text) }
    }

    @Test func looksAtTheUsualPlaces() throws {
        let found = try EngineAddress.candidates(environment: ["XDG_RUNTIME_DIR": "/run/user/7", "HOME": "/home/ali"])
        #expect(
            found.map(\.description) == [
                "unix:///var/run/docker.sock", "unix:///run/user/7/docker.sock",
                "unix:///home/ali/.docker/run/docker.sock",
                "unix:///run/podman/podman.sock", "unix:///run/user/7/podman/podman.sock",
            ])
        let set = try EngineAddress.candidates(environment: [
            "DOCKER_HOST": "tcp://h:1", "DOCKER_TLS_VERIFY": "1", "HOME": "/h",
        ])
        #expect(set == [EngineAddress(.tls(host: "h", port: 1, certificates: "/h/.docker"))])
    }

    @Test(arguments: [
        (500, "write /x: no space left on device", FailureCode.diskFull),
        (400, "client version 1.41 is too old. Minimum supported API version is 1.44", .engineUnsupported),
        (500, "driver failed: Bind for 0.0.0.0:80 failed: port is already allocated", .portTaken),
        (500, "listen tcp4 0.0.0.0:80: bind: address already in use", .portTaken),
        (404, "No such container: x", .containerNotFound), (409, "conflict", .containerConflict),
        (400, "invalid spec", .engineRefused), (500, "boom", .engineFailed), (500, "", .engineFailed),
        (500, "OCI runtime create failed: exec: \"x\": executable file not found in $PATH", .containerStartFailed),
    ])
    func namesRefusals(status: Int, words: String, code: FailureCode) async throws {
        try await EngineDouble.with { exchange in
            try await exchange.respond(json: ["message": words], status: HTTPStatus(status))
        } _: { address in
            let engine = try await DockerEngine.connect(to: address)
            await expectFailure(code) { try await engine.start("x") }
        }
    }

    @Test(arguments: [
        (
            "pull access denied for x, repository does not exist or may require 'docker login'",
            FailureCode.registryUnauthorized
        ),
        ("unauthorized: authentication required", .registryUnauthorized),
        ("manifest for x:1 not found: manifest unknown: manifest unknown", .imageNotFound),
        ("toomanyrequests: You have reached your pull rate limit", .registryRateLimited),
        ("dial tcp: lookup registry.invalid: no such host", .registryUnavailable),
        ("failed to register layer: no space left on device", .diskFull),
    ])
    func namesWhatGoesWrongInsideATransfer(words: String, code: FailureCode) async throws {
        try await EngineDouble.with { exchange in
            try await exchange.start()
            try await exchange.write(#"{"status":"Pulling fs layer","progressDetail":{},"id":"abc"}"# + "\r\n")
            try await exchange.write(try JSONText.encode(["error": words]))
        } _: { address in
            let engine = try await DockerEngine.connect(to: address)
            let image = try ImageReference("x:1")
            let layers = Recorded<LayerTransfer>()
            await expectFailure(code) { try await engine.pull(image) { layers.add($0) } }
            #expect(layers.all == [LayerTransfer(layer: "abc", phase: .waiting)])
        }
    }

    /// The same messages in any pieces, with or without line feeds, mean the same; noise in them is an error at most.
    @Test(arguments: [UInt64](1...12)) func readsProgressInAnyPieces(seed: UInt64) async throws {
        let digest = "sha256:" + String(repeating: "ab", count: 32)
        let messages = [
            #"{"status":"Pulling from library/x","id":"1"}"#,
            #"{"status":"Downloading","progressDetail":{"current":10,"total":100},"progress":"[\"{]}","id":"l1"}"#,
            #"{"status":"Downloading","progressDetail":{"current":100,"total":100},"id":"l1"}"#,
            #"{"status":"Pull complete","progressDetail":{},"id":"l1"}"#, #"{"status":"Digest: \#(digest)"}"#,
        ]
        try await EngineDouble.with { exchange in
            let random = RandomSource.seeded(seed)
            var wire = Array(messages.joined(separator: seed % 2 == 0 ? "" : "\r\n").utf8)
            if seed > 8 { wire[Int(random.next() % UInt64(wire.count))] = UInt8(truncatingIfNeeded: random.next()) }
            try await exchange.start()
            var rest = wire[...]
            while !rest.isEmpty {
                let piece = rest.prefix(1 + Int(random.next() % 40))
                rest = rest.dropFirst(piece.count)
                try await exchange.write(Array(piece))
            }
        } _: { address in
            let engine = try await DockerEngine.connect(to: address)
            let image = try ImageReference("x:1")
            let layers = Recorded<LayerTransfer>()
            do {
                let pulled = try await engine.pull(image) { layers.add($0) }
                guard seed <= 8 else { return }
                #expect(pulled.digest == digest)
                #expect(layers.all.map(\.phase) == [.downloading, .downloading, .done])
                var progress = TransferProgress()
                for layer in layers.all { progress.note(layer) }
                #expect(progress.moved == 100 && progress.doneCount == 1)
            } catch {
                #expect(seed > 8 && error is Failure, "\(error)")
            }
        }
    }

    /// As recorded from Podman 4.3.
    @Test func understandsPodmansBuilds() async throws {
        let id = "sha256:6464b3c8c6c" + String(repeating: "0", count: 53)
        let words = #"building at STEP "RUN make": while running runtime: exit status 2"#
        try await EngineDouble.with(isPodman: true) { exchange in
            if exchange.request.path.hasSuffix("/json") { return try await exchange.respond(json: ["Id": id]) }
            _ = try await exchange.collectBody()
            try await exchange.start()
            let isFailing = exchange.request.query["t"] == "failing"
            var lines = [
                "STEP 1/2: FROM x\n", "--> Using cache 1234\n", "--> 1234\n", "STEP 2/2: RUN make\n", "made\n",
            ]
            if !isFailing { lines += ["COMMIT\n", "--> 6464b3c8c6c\n", "Successfully built 6464b3c8c6c\n"] }
            for line in lines { try await exchange.write(try JSONText.encode(["stream": line])) }
            if isFailing {
                let error: JSONValue = ["error": .string(words), "errorDetail": ["message": .string(words)]]
                try await exchange.write(try JSONText.encode(error))
            }
        } _: { address in
            let engine = try await DockerEngine.connect(to: address)
            try await TemporaryDirectory.with { folder in
                let context = BuildContext(folder: folder, dockerfile: .text("FROM x\nRUN make\n"))
                let events = Recorded<BuildEvent>()
                let built = try await engine.build(ImageBuild(tags: ["good"]), context: context) { events.add($0) }
                #expect(built == id)
                let from = BuildStep(number: 1, count: 2, instruction: "FROM x")
                let run = BuildStep(number: 2, count: 2, instruction: "RUN make")
                #expect(
                    events.all == [
                        .started(from), .finished(from, isCached: true), .started(run),
                        .output(line: "made", stream: .stdout, step: run), .finished(run, isCached: false),
                    ])
                let failure = await expectFailure(.imageBuildFailed) {
                    _ = try await engine.build(ImageBuild(tags: ["failing"]), context: context)
                }
                #expect(failure?.metadata.contains(.init("exit_code", "2")) == true)
                #expect(failure?.metadata.contains(.init("output", "made")) == true)
            }
        }
    }

    @Test func anEngineThatHangsUpIsWorthAnotherTry() async throws {
        try await EngineDouble.with { exchange in
            try await exchange.start(length: 1000)
            try await exchange.write("{\"Name\":")
            throw Failure(.internalError, "the double hangs up")
        } _: { address in
            let engine = try await DockerEngine.connect(to: address)
            let failure = await expectFailure(.engineUnavailable) { _ = try await engine.information() }
            #expect(failure?.isRetryable == true)
        }
    }
}
