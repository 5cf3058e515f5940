// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives

/// The networks that a person may come from.
struct AllowedNetworks: Sendable {
    /// Nil for all.
    private let blocks: [AddressBlock]?

    init(_ texts: [String]) {
        // One that can't be read allows nobody, rather than everybody.
        blocks = texts.isEmpty ? nil : texts.compactMap(AddressBlock.init)
    }

    /// An address that isn't known is in no network.
    func contain(_ address: String?) -> Bool {
        guard let blocks else { return true }
        return address.map { address in blocks.contains { $0.contains(address) } } ?? false
    }
}

extension User {
    var allowedNetworks: AllowedNetworks { AllowedNetworks(allowedAddresses) }

    package func mayCome(from address: String?) -> Bool { allowedNetworks.contain(address) }
}
