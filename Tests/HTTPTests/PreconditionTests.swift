// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Testing

/// RFC 9110 §13, in the order of §13.2.2.
@Suite struct PreconditionTests {
    private static let strong = Validators(entityTag: "\"a,b\"", modified: 784_111_777)
    private static let weak = Validators(entityTag: "W/\"a\"", modified: 784_111_777)
    private static let then = "Sun, 06 Nov 1994 08:49:37 GMT"
    private static let before = "Sun, 06 Nov 1994 08:49:36 GMT"

    @Test(
        arguments: [
            ([:], strong, .met), (["If-Match": "\"a,b\""], strong, .met),
            (["If-Match": "\"a\", \"a,b\""], strong, .met),
            (["If-Match": "*"], strong, .met), (["If-Match": "*"], nil, .failed),
            (["If-Match": "\"a\""], strong, .failed),
            (["If-Match": "W/\"a,b\""], strong, .failed), (["If-Match": "W/\"a\""], weak, .failed),
            (["If-Match": ""], strong, .failed),
            // As the content was compressed, its tag names the coding.
            (["If-Match": "\"a,b.br\""], strong, .met), (["If-Match": "\"x\", \"a,b.gzip\""], strong, .met),
            (["If-Match": "W/\"a,b.br\""], strong, .failed), (["If-Match": "\"a,b.rar\""], strong, .failed),
            (["If-None-Match": "\"a,b.zstd\""], strong, .notModified), (["If-None-Match": "\".br\""], strong, .met),
            (["If-Match": "\"a,b\"", "If-Unmodified-Since": before], strong, .met),
            (["If-Unmodified-Since": then], strong, .met), (["If-Unmodified-Since": before], strong, .failed),
            (["If-Unmodified-Since": then], nil, .failed), (["If-Unmodified-Since": "whenever"], strong, .met),
            (["If-None-Match": "\"a,b\""], strong, .notModified),
            (["If-None-Match": "W/\"a,b\""], strong, .notModified),
            (["If-None-Match": "\"a\""], weak, .notModified), (["If-None-Match": "\"x\", W/\"a\""], weak, .notModified),
            (["If-None-Match": "*"], strong, .notModified), (["If-None-Match": "*"], nil, .met),
            (["If-None-Match": "\"a\""], strong, .met),
            (["If-None-Match": "\"x\"", "If-Modified-Since": then], strong, .met),
            (["If-Modified-Since": then], strong, .notModified), (["If-Modified-Since": before], strong, .met),
            (["If-Match": "\"x\"", "If-None-Match": "\"a,b\""], strong, .failed),
            (["If-Match": "\"a,b\"", "If-None-Match": "\"a,b\""], strong, .notModified),
        ] as [(HTTPHeaders, Validators?, Preconditions)])
    func reads(_ headers: HTTPHeaders, _ validators: Validators?, _ expected: Preconditions) {
        let request = HTTPRequest(method: .get, target: "/", headers: headers)
        #expect(Preconditions.weigh(request, against: validators) == expected)
    }

    @Test(
        arguments: [
            (["If-None-Match": "*"], strong, .failed), (["If-None-Match": "*"], nil, .met),
            (["If-None-Match": "\"a,b\""], strong, .failed), (["If-Modified-Since": then], strong, .met),
            (["If-Match": "\"old\""], strong, .failed), (["If-Unmodified-Since": before], strong, .failed),
        ] as [(HTTPHeaders, Validators?, Preconditions)])
    func writes(_ headers: HTTPHeaders, _ validators: Validators?, _ expected: Preconditions) {
        let request = HTTPRequest(method: .put, target: "/", headers: headers)
        #expect(Preconditions.weigh(request, against: validators) == expected)
    }

    @Test func rangesNeedAStrongTag() {
        #expect(Preconditions.allowRange([:], of: Self.strong))
        #expect(Preconditions.allowRange(["If-Range": "\"a,b\""], of: Self.strong))
        #expect(!Preconditions.allowRange(["If-Range": "\"other\""], of: Self.strong))
        #expect(!Preconditions.allowRange(["If-Range": "W/\"a\""], of: Self.weak))
        #expect(!Preconditions.allowRange(["If-Range": Self.then], of: Self.strong))
    }
}
