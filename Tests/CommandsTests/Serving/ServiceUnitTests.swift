// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Commands
import FoundationEssentials
import Glibc
import Primitives
import Processes
import TestKit
import Testing

@Suite struct ServiceUnitTests {
    private static let analyze = "/usr/bin/systemd-analyze"

    private func unit(_ scope: ServiceUnit.Scope, _ arguments: [String] = []) -> ServiceUnit {
        ServiceUnit(scope: scope, executable: "/bin/true", home: "/var/lib/dextra", arguments: arguments)
    }

    @Test func applicationsOutliveTheServer() {
        for scope in [ServiceUnit.Scope.system, .user] {
            let lines = unit(scope).text.split(separator: "\n")
            #expect(lines.contains("KillMode=process") && lines.contains("Type=notify"))
            // Tests/Soak/systemd.py has what these break.
            for word in ["PrivateTmp", "RestrictSUIDSGID"] { #expect(!unit(scope).text.contains(word)) }
        }
        #expect(unit(.system).text.contains("WantedBy=multi-user.target"))
        #expect(unit(.user).text.contains("WantedBy=default.target"))
        #expect(!unit(.user).text.contains("CapabilityBoundingSet"))
    }

    @Test func argumentsSurviveSystemdsOwnReading() {
        let text = unit(.system, ["--a=b", "--with space", "50%", "$HOME", #"say "hi"\n"#, ""]).text
        let line = text.split(separator: "\n").first { $0.hasPrefix("ExecStart=") }
        #expect(
            line
                == #"ExecStart=/bin/true serve --home=/var/lib/dextra --a=b "--with space" 50%% $$HOME "say \"hi\"\\n" """#
        )
    }

    @Test func itIsPrintedWithTheOptionsGiven() async throws {
        try await CommandHarness.with { harness in
            #expect(
                await harness.run(
                    "service", "print", "--listen=0.0.0.0:443", "--tls-certificate=c.pem", "--tls-key=k.pem") == 0)
            #expect(harness.output.contains("serve --home=\(harness.home) --listen=0.0.0.0:443 --tls-certificate=/"))
            #expect(await harness.run("service", "print", "--listen=0.0.0.0:80") == 65)
            #expect(harness.error.contains("error[plain_listener_exposed]"))
        }
    }

    /// What systemd itself says of it, and how exposed it finds it. Documentation/Operations.md has the figure.
    @Test(.enabled(if: access(ServiceUnitTests.analyze, X_OK) == 0), arguments: [ServiceUnit.Scope.system, .user])
    func systemdTakesIt(scope: ServiceUnit.Scope) async throws {
        try await TemporaryDirectory.with { directory in
            let path = directory + "/dextra.service"
            try Data(unit(scope, ["--listen=none"]).text.utf8).write(to: URL(filePath: path))
            let verify = try await run(["verify", "--man=no", "--recursive-errors=no", path])
            #expect(verify.isSuccess && !verify.text.contains("dextra.service:"), "\(verify.text)")
            guard scope == .system else { return }
            let security = try await run(["security", "--offline=true", "--threshold=65", path])
            #expect(security.isSuccess, "\(security.text)")
        }
    }

    private func run(_ arguments: [String]) async throws -> (isSuccess: Bool, text: String) {
        let outcome = try await Child.collect(
            Command(
                executable: Self.analyze, arguments: arguments,
                environment: ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "SYSTEMD_COLORS": "0"], output: .merged),
            timeout: .seconds(60))
        return (outcome.status.isSuccess, String(decoding: outcome.output, as: UTF8.self))
    }
}
