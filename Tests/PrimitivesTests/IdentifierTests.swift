// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Testing

@Suite struct IdentifierTests {
    private enum Thing {}
    private let time = Timestamp(millisecondsSinceEpoch: 0x0188_1122_3344)

    @Test func layoutIsVersion7() {
        let id = Identifier<Thing>(at: time, random: (.max, .max))
        #expect(id.description == "01881122-3344-7fff-bfff-ffffffffffff")
        #expect(Identifier<Thing>(at: time, random: (0, 0)).description == "01881122-3344-7000-8000-000000000000")
    }

    @Test func textRoundTrips() throws {
        for _ in 0..<1000 {
            let id: Identifier<Thing> = RandomSource.system.identifier(at: time)
            #expect(Identifier<Thing>(id.description) == id)
            #expect(try JSONText.decode(Identifier<Thing>.self, from: JSONText.encode(id)) == id)
        }
    }

    @Test(arguments: [
        "", "01881122", "01881122-3344-7fff-bfff-fffffffffff", "01881122-3344-7fff-bfff-ffffffffffff0",
        "01881122_3344-7fff-bfff-ffffffffffff", "g1881122-3344-7fff-bfff-ffffffffffff",
        "018811223344-7fff-bfff-ffff-ffffffff",
    ])
    func refusesWhatIsNoID(text: String) {
        #expect(Identifier<Thing>(text) == nil)
    }

    @Test func orderIsCreationOrder() {
        let earlier = Identifier<Thing>(at: time, random: (.max, .max))
        let later = Identifier<Thing>(at: time + .milliseconds(1), random: (0, 0))
        #expect(earlier < later)
        #expect(earlier.description < later.description)
    }
}
