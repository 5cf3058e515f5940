// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Hashing
import Model
import Primitives
import Testing

@Suite struct SourceRouteTests {
    private static func digest(_ text: String) -> String { SHA256.hex(of: Array(text.utf8)) }

    @Test func takesWhatIsMissing() async throws {
        try await LiveControlPlane.with { plane in
            let (one, two) = (Self.digest("one"), Self.digest("two"))
            let asked = try JSONText.encode([one, two])
            #expect(try await plane.ask(.post, "/v1/sources/missing", asked).decode() == [one, two])
            #expect(try await plane.ask(.put, "/v1/blobs/\(one)", "one").status == 201)
            #expect(try await plane.ask(.post, "/v1/sources/missing", asked).decode() == [two])
            // Sending it again does no harm.
            #expect(try await plane.ask(.put, "/v1/blobs/\(one)", "one").status == 201)
        }
    }

    @Test func refusesWhatIsNotWhatItSays() async throws {
        try await LiveControlPlane.with { plane in
            try await plane.expectProblem(422, "blob_mismatch", .put, "/v1/blobs/\(Self.digest("one"))", "two")
            try await plane.expectProblem(422, "invalid_digest", .put, "/v1/blobs/ABC", "two")
            try await plane.expectProblem(422, "invalid_digest", .put, "/v1/blobs/..%2f..%2fetc", "two")
            try await plane.expectProblem(422, "invalid_digest", .post, "/v1/sources/missing", #"["x"]"#)
            try await plane.expectProblem(422, "invalid_json", .post, "/v1/sources/missing", "{")
            try await plane.expectProblem(422, "invalid_json", .post, "/v1/sources/missing", #"{"a": 1}"#)
        }
    }

    @Test func refusesMoreValuesThanAnybodyHasAndTakesTheirCommasInText() async throws {
        try await LiveControlPlane.with { plane in
            let many = "[" + String(repeating: "1,", count: 2 << 20) + "1]"
            try await plane.expectProblem(413, "payload_too_large", .post, "/v1/sources/missing", many)
            // As one text it is only no digest.
            let text = #"["\"\#(String(repeating: ",", count: 2 << 20))"]"#
            try await plane.expectProblem(422, "invalid_digest", .post, "/v1/sources/missing", text)
        }
    }

    @Test func refusesAFileThatIsTooLarge() async throws {
        try await LiveControlPlane.with { plane in
            // Nothing of it is ever sent: announcing it is enough.
            let body = HTTPClientRequest.Body.stream(length: Int(SourceManifest.maximumFileBytes) + 1) {
                try await Task.sleep(for: .seconds(3600))
                return nil
            }
            let request = HTTPClientRequest(.put, "/v1/blobs/\(Self.digest("one"))", body: body)
            try LiveControlPlane.expectProblem(try await plane.ask(request), 413, "payload_too_large")
        }
    }
}
