// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import ContainersKit
import FoundationEssentials
import Glibc
import Primitives
import TestKit
import Testing

/// Logins as the docker command line keeps them.
@Suite struct DockerConfigurationTests {
    private static func login(_ json: String, for registry: String, helper: String? = nil) async throws
        -> RegistryLogin?
    {
        try await TemporaryDirectory.with { folder in
            try TestFolder.write(json, to: folder + "/config.json")
            if let helper {
                try ExecutableScript.write("#!/bin/sh\n" + helper, to: folder + "/docker-credential-double")
            }
            let environment = ["DOCKER_CONFIG": folder, "PATH": folder + ":/usr/bin:/bin"]
            return try await DockerConfiguration(environment: environment).login(for: registry)
        }
    }

    private static let pair = Data("ali:pass:word".utf8).base64EncodedString()
    private static let ali = RegistryLogin.Secret.password(username: "ali", Redacted("pass:word"))

    @Test(arguments: [
        ("ghcr.io", "ghcr.io"), ("docker.io", "https://index.docker.io/v1/"),
        ("h.example:5000", "https://h.example:5000/v2/"),
    ])
    func readsEntries(registry: String, key: String) async throws {
        let json = "{\"auths\":{\"\(key)\":{\"auth\":\"\(Self.pair)\"}}}"
        #expect(try await Self.login(json, for: registry) == RegistryLogin(registry: registry, secret: Self.ali))
        #expect(try await Self.login(json, for: "other.example") == nil)
    }

    @Test func asksHelpers() async throws {
        let helper =
            #"read r; test "$1" = get && printf '{"ServerURL":"%s","Username":"ali","Secret":"pass:word"}' "$r""#
        for json in [#"{"credsStore":"double"}"#, #"{"credHelpers":{"ghcr.io":"double"},"credsStore":"none"}"#] {
            #expect(try await Self.login(json, for: "ghcr.io", helper: helper)?.secret == Self.ali)
        }
        let token = #"printf '{"Username":"<token>","Secret":"tok"}'"#
        #expect(
            try await Self.login(#"{"credsStore":"double"}"#, for: "ghcr.io", helper: token)?.secret
                == .identityToken(Redacted("tok")))
        let none = "echo 'credentials not found in native keychain'; exit 1"
        #expect(try await Self.login(#"{"credsStore":"double"}"#, for: "ghcr.io", helper: none) == nil)
    }

    @Test(arguments: [
        (#"{"credsStore":"double"}"#, "exit 1"), (#"{"credsStore":"double"}"#, "echo noise"),
        (#"{"credsStore":"not-installed"}"#, "true"), (#"{"auths":{"ghcr.io":{"auth":"?"}}}"#, "true"), ("{", "true"),
    ])
    func saysWhatCannotBeRead(json: String, helper: String) async {
        await expectFailure(.credentialsUnavailable) { _ = try await Self.login(json, for: "ghcr.io", helper: helper) }
    }

    @Test func nobodyIsLoggedInWithoutAFile() async throws {
        #expect(try await DockerConfiguration(environment: ["DOCKER_CONFIG": "/none"]).login(for: "ghcr.io") == nil)
    }
}
