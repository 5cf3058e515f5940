// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import Primitives
import Processes
import Testing

extension SystemTests {
    /// A server as it is used from another machine: the real command over TCP and TLS, a program's way in, and its end.
    @Suite struct RemoteTests {
        /// Confirms a sign-in as a person does on the page, and prints what the command says.
        private static let signIn = """
            import json, subprocess, sys
            folder, url, home, *command = sys.argv[1:]
            sys.path.insert(0, folder)
            import kit
            server = kit.Server(url, home)
            server.user("ada", "owner")
            login = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
            code = json.loads(login.stdout.readline())["user_code"]
            scopes = {"scopes": ["view", "deploy", "operate", "administer"]}
            approval = server.ask(
                "POST", f"/v1/device-authorizations/{code}/approve", server.sign_in("ada").headers, scopes)
            assert approval.status < 300, approval
            print(login.communicate()[0])
            sys.exit(login.returncode)
            """

        @Test func aServerElsewhereIsSignedInToUsedAndLeft() async throws {
            try await Installation.with(shared: false) { dextra in
                let server = try await APIProgram.serve(
                    dextra, ["--tls-certificate=cert.pem", "--tls-key=key.pem"])
                let url = try #require(try await dextra.info()["url"]?.string)
                let here = ["XDG_CONFIG_HOME": "\(dextra.folder)/config", "DEXTRA_HOME": ""]
                func remote(_ line: String, _ more: [String: String] = [:]) async throws -> Outcome {
                    try await dextra.run(
                        "\(Installation.binaries)/dextra", line.split(separator: " ").map(String.init),
                        environment: here.merging(more) { $1 })
                }

                // Nobody vouches for it; its fingerprint is told.
                let refused = try await remote("login \(url) --json")
                #expect(refused.status == .exited(69), "\(refused)")
                #expect(try refused.json["code"]?.string == "certificate_untrusted")
                let facts = try refused.json["metadata"]?.array ?? []
                let fingerprint = try #require(
                    facts.first { $0["key"]?.string == "fingerprint" }?["value"]?.string, "\(refused)")

                let signedIn = try await dextra.run(
                    "/usr/bin/python3",
                    [
                        "-c", Self.signIn, APIProgram.folder + "/security", url, dextra.home,
                        "\(Installation.binaries)/dextra", "login", url, "--name=prod", "--json",
                        "--fingerprint=\(fingerprint)",
                    ], environment: here.merging(["PYTHONDONTWRITEBYTECODE": "1"]) { $1 })
                try #require(signedIn.status.isSuccess, "\(signedIn)")
                #expect(try signedIn.json["user"]?.string == "ada")
                for file in ["contexts.json", "contexts/prod/token"] {
                    var status = stat()
                    #expect(
                        stat("\(dextra.folder)/config/dextra/\(file)", &status) == 0 && status.st_mode & 0o777 == 0o600)
                }

                let deployed = try await remote("deploy \(Installation.examples)/static-site --name bakery --json")
                #expect(deployed.status.isSuccess, "\(deployed)")
                #expect(try deployed.json["release"]?.integer == 1)
                #expect(try await remote("logs bakery --build").status.isSuccess)
                #expect(try await remote("backup create").status.isSuccess)
                try await checkAudit(remote)
                try await checkPeople(url, fingerprint, remote)

                let left = try await remote("logout")
                #expect(left.status.isSuccess && left.output.contains("the token is revoked"), "\(left)")
                #expect(try await remote("status").status == .exited(77))
                let tokens = try await dextra.dextra("tokens", "list", "--all", "--json")
                #expect(tokens.status.isSuccess && !tokens.output.contains("dextra on "), "\(tokens)")
                withExtendedLifetime(server) {}
            }
        }

        private func checkAudit(_ remote: (String, [String: String]) async throws -> Outcome) async throws {
            let listed = try await remote("audit list --actor ada --json", [:])
            #expect(listed.status.isSuccess && !listed.output.isEmpty, "\(listed)")
            let whole = try await remote("audit verify --json", [:])
            let sequence = try #require(try whole.json["sequence"]?.integer, "\(whole)")
            let head = try #require(try whole.json["head"]?.string, "\(whole)")
            let kept = try await remote("audit verify --expect \(sequence):\(head)", [:])
            #expect(kept.status.isSuccess, "\(kept)")
            let other = String(repeating: head.first == "0" ? "1" : "0", count: head.count)
            let forged = try await remote("audit verify --expect \(sequence):\(other)", [:])
            #expect(forged.status == .exited(74), "\(forged)")
        }

        private func checkPeople(
            _ url: String, _ fingerprint: String, _ remote: (String, [String: String]) async throws -> Outcome
        ) async throws {
            let added = try await remote("users add bob --grant deployer:bakery", [:])
            #expect(added.status.isSuccess && added.output.contains(url), "\(added)")
            #expect(try await remote("teams add web --grant viewer:bakery --member bob", [:]).status.isSuccess)
            let changed = try await remote("users change bob --grant viewer", [:])
            let roles = ["deployer:bakery", "viewer"]
            #expect(roles.allSatisfy(changed.output.contains), "\(changed)")
            let made = try await remote("tokens create ci --project bakery --quiet", [:])
            try #require(made.status.isSuccess, "\(made)")
            let build = [
                "DEXTRA_URL": url, "DEXTRA_TOKEN": made.output.trimmed, "DEXTRA_FINGERPRINT": fingerprint,
                "XDG_CONFIG_HOME": "/nonexistent",
            ]
            let seen = try await remote("status bakery --json", build)
            #expect(seen.status.isSuccess, "\(seen)")
            #expect(try await remote("users list", build).status == .exited(77))
            #expect(try await remote("tokens revoke ci --yes", [:]).status.isSuccess)
            #expect(try await remote("status", build).status == .exited(77))
        }
    }
}
