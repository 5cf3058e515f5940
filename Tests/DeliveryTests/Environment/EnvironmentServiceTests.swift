// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Delivery
import DeliveryKit
import FoundationEssentials
import Model
import Primitives
import Testing

@Suite struct EnvironmentServiceTests {
    @Test func sealsSecretsAndResolvesThem() async throws {
        try await DeliveryFixture.with { f in
            let shop = try await f.makeProject("shop")
            try await f.environments.set(
                "KEY", to: Redacted("correct horse battery"), secret: true, project: shop.name, profile: .production,
                by: "ann")
            try await f.environments.set(
                "MODE", to: Redacted("loud"), secret: false, project: shop.name, profile: .production, by: "ann")
            let resolved = try await f.environments.current(
                defaults: ["MODE": "quiet", "LEVEL": "1"], project: shop.id, profile: .production)
            #expect(resolved.variables.map(\.name) == ["KEY", "LEVEL", "MODE"])
            #expect(
                resolved.values.mapValues { $0.reveal() } == [
                    "KEY": "correct horse battery", "MODE": "loud", "LEVEL": "1",
                ])
            for file in try FileManager.default.contentsOfDirectory(atPath: f.root) where file.hasPrefix("dextra.db") {
                let bytes = FileManager.default.contents(atPath: f.root + "/" + file) ?? Data()
                #expect(Array(bytes).firstRange(of: Array("correct horse battery".utf8)) == nil)
            }
        }
    }

    @Test func profilesAreApart() async throws {
        try await DeliveryFixture.with { f in
            let shop = try await f.makeProject("shop")
            try await f.environments.set(
                "KEY", to: Redacted("live"), secret: true, project: shop.name, profile: .production, by: "ann")
            #expect(try await f.environments.list(project: shop.name, profile: .staging).isEmpty)
        }
    }

    @Test func unsettingForgetsTheSecret() async throws {
        try await DeliveryFixture.with { f in
            let shop = try await f.makeProject("shop")
            let key = [EnvironmentVariable(name: "KEY", value: .secret("KEY"))]
            try await f.environments.set(
                "KEY", to: Redacted("v"), secret: true, project: shop.name, profile: .production, by: "ann")
            try await f.environments.unset("KEY", project: shop.name, profile: .production, by: "ann")
            await #expect {
                try await f.environments.resolve(key, project: shop.id, profile: .production)
            } throws: { ($0 as? Failure)?.code.name == "secret_not_found" }
            let lenient = try await f.environments.resolve(
                key, project: shop.id, profile: .production, lenient: true)
            #expect(lenient.values.isEmpty)
            await #expect {
                try await f.environments.unset("KEY", project: shop.name, profile: .production, by: "ann")
            } throws: { ($0 as? Failure)?.code == .variableNotFound }
        }
    }

    @Test(arguments: ["PORT", "DEXTRA_RELEASE", "1A", "", "A-B"])
    func refusesNames(name: String) async throws {
        try await DeliveryFixture.with { f in
            let shop = try await f.makeProject("shop")
            await #expect {
                try await f.environments.set(
                    name, to: Redacted("x"), secret: false, project: shop.name, profile: .production, by: "ann")
            } throws: { ($0 as? Failure)?.code == .invalidVariable }
        }
    }
}
