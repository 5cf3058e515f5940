// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Commands
import Testing

@Suite struct DiagnosisTests {
    private let findings = [
        Finding("haproxy", .missing, "not installed", packages: ["haproxy"]),
        Finding("node", .warn, "not installed", packages: ["nodejs"]),
        Finding("git", .ok, "git version 2", packages: ["git"]),
        Finding("port 8080", .warn, "taken", hint: "end what uses it"),
    ]

    @Test func linesNameWhatToInstall() {
        #expect(
            Diagnosis(findings).lines(style: .plain) == [
                "missing  haproxy    not installed (Debian: haproxy)",
                "warn     node       not installed (Debian: nodejs)",
                "ok       git        git version 2",
                "warn     port 8080  taken",
                "                    end what uses it",
                "",
                "Install what is missing with: apt-get install haproxy nodejs",
            ])
    }

    @Test func onlyWhatIsMissingStopsADeployment() {
        #expect(!Diagnosis(findings).isReady)
        #expect(Diagnosis(Array(findings.dropFirst())).isReady)
        #expect(Diagnosis([findings[2]]).installCommand == nil)
    }
}
