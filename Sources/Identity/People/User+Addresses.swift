// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
import Primitives

extension User {
    /// The networks that the person may come from; nil for all.
    var allowedBlocks: [AddressBlock]? {
        // One that can't be read allows nobody, rather than everybody.
        allowedAddresses.isEmpty ? nil : allowedAddresses.compactMap(AddressBlock.init)
    }

    /// Whether the person may come from there; an address that isn't known is in no network.
    package func mayCome(from address: String?) -> Bool {
        guard let blocks = allowedBlocks else { return true }
        return address.map { address in blocks.contains { $0.contains(address) } } ?? false
    }
}
