// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers

/// What a builder says, as one fraction that only grows and a line for people: a pure machine.
struct BuildProgress {
    /// How much of the whole the build is; the push is the rest.
    private let share: Double
    private var counts: [String: Int] = [:]
    private var finished: [String: Int] = [:]
    private var transfer = TransferProgress()
    private var fraction = 0.0

    init(pushes: Bool) { share = pushes ? 0.8 : 1 }

    /// nil when there is nothing new to show.
    mutating func note(_ event: BuildEvent) -> (Double, String)? {
        switch event {
        case .started(let step):
            counts[step.stage ?? ""] = step.count
            return advanced("step \(step.number) of \(step.count): \(step.instruction)")
        case .finished(let step, let isCached):
            let stage = step.stage ?? ""
            finished[stage] = max(finished[stage] ?? 0, step.number)
            return advanced("step \(step.number) of \(step.count) \(isCached ? "was made before" : "is done")")
        case .transfer(let layer) where layer.layer == "context":
            return advanced("context" + (layer.current.map { ": \(Self.size($0))" } ?? ""))
        case .transfer(let layer):
            transfer.note(layer)
            return advanced("base image: \(Self.size(transfer.moved)) of \(Self.size(transfer.total))")
        case .output: return nil
        }
    }

    /// While the image goes to the registry.
    mutating func pushing(_ layer: LayerTransfer) -> (Double, String) {
        if fraction < share {
            fraction = share
            transfer = TransferProgress()
        }
        transfer.note(layer)
        let moved = transfer.total > 0 ? Double(transfer.moved) / Double(transfer.total) : 0
        fraction = max(fraction, share + (1 - share) * min(moved, 0.99))
        return (fraction, "push: \(Self.size(transfer.moved)) of \(Self.size(transfer.total))")
    }

    private mutating func advanced(_ words: String) -> (Double, String) {
        let all = counts.values.reduce(0, +)
        let done = finished.values.reduce(0, +)
        if all > 0 { fraction = max(fraction, share * min(Double(done) / Double(all), 0.99)) }
        return (fraction, words)
    }

    /// Bytes in megabytes, e.g. `31.4 MB`.
    static func size(_ bytes: Int) -> String {
        let tenths = (bytes + 50_000) / 100_000
        return "\(tenths / 10).\(tenths % 10) MB"
    }
}
