// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Configuration
import Model
import Primitives
import Testing

@Suite struct ProjectConfigurationTests {
    private func parse(_ text: String) throws(Failure) -> ProjectConfiguration {
        try ProjectConfiguration.parse(text.utf8, file: "dextra.yaml")
    }

    private let full = """
        name: shop
        language: python
        framework: flask
        install: pip install -r requirements.txt
        build: [make css, make js]
        start: gunicorn app:app
        release: false
        port: 8000
        health: {path: /healthz, timeout: 2s, interval: 500ms, deadline: 1m30s, expect: [200, 300-304]}
        env:
          LOG_LEVEL: info
          WORKERS: 4
          DEBUG: false
        required:
          - SECRET_KEY
          - {name: DATABASE_URL, type: url, description: the shop's database}
        stop: {signal: INT, grace: 20}
        keep: 7
        warm: 1h
        drain: 90s
        domains: [Shop.example.com]
        limits: {memory: 512MiB, processes: 64, open_files: 1024}
        static: {spa: true}
        profiles:
          development:
            env: {LOG_LEVEL: debug}
            required: [{name: SECRET_KEY, pattern: '[a-z]{4,}'}]
            start: flask run
            keep: 2
        """

    @Test func namesTheMemberToDeploy() throws {
        #expect(try ProjectConfiguration.parse("root: ./apps/web/".utf8).root == "apps/web")
        let failure = #expect(throws: Failure.self) { try ProjectConfiguration.parse("root: ../x".utf8) }
        #expect(failure?.code == .invalidConfiguration)
    }

    @Test func readsEveryKey() throws {
        let configuration = try parse(full)
        #expect(configuration.name?.text == "shop")
        let settings = configuration.settings(for: .production)
        #expect(settings.build == .run("make css && make js"))
        #expect(settings.release == .disabled)
        #expect(settings.port == 8000)
        #expect(settings.health.path == "/healthz")
        #expect(settings.health.timeout == .seconds(2))
        #expect(settings.health.interval == .milliseconds(500))
        #expect(settings.health.deadline == .seconds(90))
        #expect(settings.health.accepts(304) && settings.health.accepts(200) && !settings.health.accepts(201))
        #expect(settings.environment == ["LOG_LEVEL": "info", "WORKERS": "4", "DEBUG": "false"])
        #expect(settings.required.map(\.name) == ["SECRET_KEY", "DATABASE_URL"])
        #expect((settings.stop.signal, settings.stop.grace) == (.int, .seconds(20)))
        #expect((settings.keep, settings.warm, settings.drain) == (7, .seconds(3600), .seconds(90)))
        #expect(settings.domains == ["shop.example.com"])
        #expect(settings.limits == ResourceLimitSettings(memory: 512 << 20, processes: 64, openFiles: 1024))
        #expect(settings.isSinglePage)
    }

    @Test func laysAProfileOverTheBase() throws {
        let settings = try parse(full).settings(for: .development)
        #expect(settings.environment == ["LOG_LEVEL": "debug", "WORKERS": "4", "DEBUG": "false"])
        #expect(settings.start == .run("flask run"))
        #expect(settings.keep == 2)
        #expect(settings.drain == .seconds(90))
        #expect(settings.required.map(\.name) == ["DATABASE_URL", "SECRET_KEY"])
        #expect(settings.required.last?.pattern?.source == "[a-z]{4,}")
    }

    @Test(arguments: ["", "# nothing\n", "---\n", "{}", "\u{feff}", "null"])
    func anEmptyFileMeansAsDetected(text: String) throws {
        let settings = try parse(text).settings(for: .production)
        #expect(settings.start == nil && settings.keep == nil && settings.health.accepts(200))
        #expect(!settings.describesApplication)
    }

    /// Every complaint is an `invalid_configuration` that begins with the place an editor can jump to.
    @Test(arguments: [
        ("name: shop\nprot: 80\n", 2, 1, "port"), ("health:\n  pth: /x\n", 2, 3, "path"), ("port: high", 1, 7, "port"),
        ("port: 70000", 1, 7, "65535"), ("port: '80'", 1, 7, "port"), ("a: [1\nb: 2", 2, 2, ""),
        ("a: 1\n\tb: 2", 2, 1, ""),
        ("keep: 3\nkeep: 4\n", 2, 1, "line 1"), ("- a\n- b\n", 1, 1, "mapping"), ("start:\n  a: 1\n", 2, 3, "start"),
        ("start: ''", 1, 8, "false"), ("env: {PORT: 80}", 1, 7, "PORT"), ("env:\n  A-B: x", 2, 3, "A-B"),
        ("env: {A: [1]}", 1, 10, "env.A"), ("env: {A: }", 1, 10, "env.A"), ("env: {DEXTRA_X: 1}", 1, 7, "DEXTRA_X"),
        ("health: {timeout: soon}", 1, 19, "duration"), ("health: {timeout: 10h}", 1, 19, "range"),
        ("health: {path: x}", 1, 16, "/"),
        ("health: {expect: 700}", 1, 18, "status"), ("stop: {signal: KILL}", 1, 16, "TERM"),
        ("output_directory: ../x", 1, 19, "inside"),
        ("output_directory: /etc", 1, 19, "inside"), ("domains: [a b]", 1, 11, "host"),
        ("limits: {memory: lots}", 1, 18, "size"),
        ("profiles: {prod: {}}", 1, 12, ""), ("profiles:\n  staging:\n    name: x", 3, 5, "name"),
        ("name: Not_Valid", 1, 7, "name"),
        ("required: [{type: url}]", 1, 12, "name"), ("required: [A, A]", 1, 15, "twice"),
        ("required: [{name: A, type: uri}]", 1, 28, "url"),
        ("required: [{name: A, pattern: '(' }]", 1, 31, "pattern"),
        ("required: [{name: A, pattern: '(a{99}){99}'}]", 1, 31, "repeats"),
        ("a: 1\n---\nb: 2", 2, 1, "second"), ("a: *x", 1, 4, "alias"), ("static: {spa: yes}", 1, 15, "true"),
        ("? [a]\n: b", 1, 3, "key"),
    ])
    func saysWhereAFileIsWrong(text: String, line: Int, column: Int, words: String) {
        let failure = #expect(throws: Failure.self) { try parse(text) }
        #expect(failure?.code == .invalidConfiguration)
        #expect(failure?.message.hasPrefix("dextra.yaml:\(line):\(column): ") == true, "\(failure?.message ?? "")")
        #expect((failure?.description.contains(words)) == true, "\(failure?.description ?? "")")
    }

    @Test func boundsWhatAliasesBecome() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1..<12 {
            text +=
                "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
                + "]\n"
        }
        let failure = #expect(throws: Failure.self) { try parse(text) }
        #expect(failure?.code == .invalidConfiguration)
        #expect(failure?.message.contains("nodes") == true)
    }

    @Test(arguments: [
        String(repeating: "[", count: 5000), String(repeating: "a: ", count: 200),
        String(repeating: "x", count: 300_000), "a: \u{1}",
    ])
    func boundsDepthAndSize(text: String) {
        let failure = #expect(throws: Failure.self) { try parse(text) }
        #expect(failure?.code == .invalidConfiguration)
    }

    @Test func mergesAnchoredMappings() throws {
        let text =
            "profiles:\n  staging: &common\n    keep: 3\n    port: 81\n  production:\n    <<: *common\n    keep: 9\n"
        let settings = try parse(text).settings(for: .production)
        #expect((settings.keep, settings.port) == (9, 81))
    }

    @Test func readsNoiseWithoutCrashing() {
        var state: UInt64 = 7
        func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33
        }
        let seed = Array(full.utf8)
        for _ in 0..<1500 {
            var bytes = seed
            for _ in 0..<(next() % 8) {
                let place = Int(next() % UInt64(bytes.count))
                if next() % 2 == 0 { bytes[place] = UInt8(next() % 256) } else { bytes.remove(at: place) }
            }
            do {
                _ = try ProjectConfiguration.parse(bytes)
            } catch {
                #expect(error.code == .invalidConfiguration)
            }
        }
    }
}
