// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// How far one layer is on its way from or to a registry.
package struct LayerTransfer: Sendable, Hashable {
    package enum Phase: Sendable, Hashable {
        case waiting, downloading, verifying, extracting, preparing, pushing
        /// Arrived, or there before.
        case done
        /// A word of the engine's that is not known here.
        case other(String)
    }

    /// The layer's short ID; `context` for a build context.
    package var layer: String
    package var phase: Phase
    /// Bytes of this phase so far, and in all; nil where the engine does not say.
    package var current: Int?
    package var total: Int?

    package init(layer: String, phase: Phase, current: Int? = nil, total: Int? = nil) {
        self.layer = layer
        self.phase = phase
        self.current = current
        self.total = total
    }
}

/// The sum of all layers on their way, for a progress bar.
package struct TransferProgress: Sendable, Hashable {
    private struct Layer: Hashable {
        var moved = 0
        var total = 0
        var isDone = false
    }

    private var layers: [String: Layer] = [:]

    package init() {}

    /// Bytes moved over the network; those of a finished layer count whole.
    package var moved: Int { layers.values.reduce(0) { $0 + $1.moved } }
    /// Bytes to move, as far as layers have said: grows while they announce themselves.
    package var total: Int { layers.values.reduce(0) { $0 + $1.total } }
    package var layerCount: Int { layers.count }
    package var doneCount: Int { layers.values.count { $0.isDone } }

    package mutating func note(_ transfer: LayerTransfer) {
        var layer = layers[transfer.layer] ?? Layer()
        switch transfer.phase {
        case .downloading, .pushing:
            layer.total = max(layer.total, transfer.total ?? 0, transfer.current ?? 0)
            layer.moved = transfer.current ?? layer.moved
        case .verifying, .extracting: layer.moved = layer.total
        case .done: (layer.moved, layer.isDone) = (layer.total, true)
        case .waiting, .preparing, .other: break
        }
        layers[transfer.layer] = layer
    }
}
