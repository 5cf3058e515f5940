// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import ContainersKit
import Primitives
import TestKit
import Testing

/// The grammar of image references, on the cases of distribution/reference and on noise.
@Suite struct ImageReferenceTests {
    static let digest = "sha256:" + String(repeating: "0a", count: 32)

    @Test(arguments: [
        ("debian", "docker.io/library/debian:latest"),
        ("team/app", "docker.io/team/app:latest"),
        ("debian:12-slim", "docker.io/library/debian:12-slim"),
        ("docker.io/debian", "docker.io/library/debian:latest"),
        ("index.docker.io/library/debian", "docker.io/library/debian:latest"),
        ("localhost/app", "localhost/app:latest"),
        ("localhost:5000/app:v1", "localhost:5000/app:v1"),
        ("ghcr.io/a/b/c", "ghcr.io/a/b/c:latest"),
        ("127.0.0.1:5000/a", "127.0.0.1:5000/a:latest"),
        ("[::1]:5000/a:1", "[::1]:5000/a:1"),
        ("Upper.example/a", "Upper.example/a:latest"),
        ("UPPER/a", "UPPER/a:latest"),
        ("a__b/c---d.e_f", "docker.io/a__b/c---d.e_f:latest"),
        ("app:_x.Y-z", "docker.io/library/app:_x.Y-z"),
        ("app@" + digest, "docker.io/library/app@" + digest),
        ("h.example:443/app:v1@" + digest, "h.example:443/app:v1@" + digest),
    ])
    func fillsInDefaults(text: String, whole: String) throws {
        let reference = try ImageReference(text)
        #expect(reference.description == whole)
        #expect(try ImageReference(whole) == reference)
    }

    @Test(arguments: [
        "", ":", "@", "/", "app:", "app@", "App", "a/B", "a//b", "/a", "a/", "a:b:c", "app:-x", "app:.x", "a b", "a..b",
        "a___b", "-a", "a-", "app@sha256:abc", "app@md5:" + String(repeating: "0", count: 32), "http://a/b",
        "[::1/a", "h.example:x/a", "-h.example/a", "app@" + digest + "0",
        "app@sha256:" + String(repeating: "A", count: 64),
        String(repeating: "a", count: 64), "app:" + String(repeating: "t", count: 129),
        String(repeating: "n", count: 300), "äpp", "app:täg", "a\n", "a\u{0}",
    ])
    func refusesWhatIsNone(text: String) async {
        await expectFailure(.imageReferenceInvalid) { _ = try ImageReference(text) }
    }

    /// Whatever is accepted reads the same when it is written out.
    @Test func noiseIsRefusedOrStable() {
        let random = RandomSource.seeded(7)
        let alphabet = Array("aB0._-:/@[]sha256 ~é")
        var accepted = 0
        for _ in 0..<20_000 {
            let count = Int(random.next() % 24)
            let text = String((0..<count).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] })
            guard let reference = try? ImageReference(text) else { continue }
            accepted += 1
            #expect((try? ImageReference(reference.description)) == reference, "\(text)")
        }
        #expect(accepted > 50)
    }
}
