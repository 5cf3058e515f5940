// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Delivery
import DeliveryKit
import HTTP
import Model
import Primitives
import Testing
import Wire
import Workflows

@Suite struct SettingRouteTests {
    @Test func setsShowsAndUnsetsSettings() async throws {
        try await LiveControlPlane.with { plane in
            let all = try await plane.ask(.get, "/v1/settings").decode(as: Page<SettingEntry>.self).items
            #expect(all.map(\.name) == SettingDefinition.all.map(\.name))
            #expect(all.allSatisfy { !$0.isSet && !$0.summary.isEmpty })
            #expect(try await plane.ask(.put, "/v1/settings/backup.every", #"{"value": "24h"}"#).status == 204)
            let entry = try await plane.ask(.get, "/v1/settings/backup.every").decode(as: SettingEntry.self)
            #expect(entry.isSet && entry.text == "1d" && entry.value == 86_400 && entry.defaultText == "off")
            #expect(try await plane.ask(.delete, "/v1/settings/backup.every").status == 204)
            #expect(try await !plane.ask(.get, "/v1/settings/backup.every").decode(as: SettingEntry.self).isSet)
            let changes = try await plane.delivery.parts.events.read(after: nil, subject: "server/settings")
            #expect(changes.map(\.type) == ["setting.changed", "setting.changed"])
        }
    }

    @Test func refusesWhatIsNoSettingAndNoValue() async throws {
        try await LiveControlPlane.with { plane in
            try await plane.expectProblem(404, "setting_unknown", .get, "/v1/settings/backup.evry")
            try await plane.expectProblem(404, "setting_unknown", .put, "/v1/settings/x", #"{"value": "1"}"#)
            try await plane.expectProblem(404, "setting_unknown", .delete, "/v1/settings/x")
            try await plane.expectProblem(
                422, "setting_invalid", .put, "/v1/settings/releases.keep", #"{"value": "0"}"#)
            try await plane.expectProblem(422, "invalid_json", .put, "/v1/settings/releases.keep", #"{"value": 1}"#)
            #expect(try await plane.ask(.get, "/v1/settings/x").text.contains("settings list"))
        }
    }
}
