// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CDashboard
import HTTP

extension DashboardAsset {
    /// The files that `scripts/web` made before this program was compiled, by name; empty when it was not run.
    package static let embedded: [String: DashboardAsset] = {
        var assets: [String: DashboardAsset] = [:]
        for index in 0..<dextra_asset_count() {
            guard let row = dextra_asset_at(index)?.pointee else { continue }
            let bytes = AssetBytes(constant: UnsafeBufferPointer(start: row.bytes, count: row.length))
            let coding = String(cString: row.coding)
            let fresh = DashboardAsset(type: String(cString: row.type), tag: String(cString: row.tag), plain: [])
            var asset = assets[String(cString: row.name)] ?? fresh
            if coding.isEmpty {
                asset.plain = bytes
            } else if let coding = ContentCoding(rawValue: coding) {
                asset.compressed[coding] = bytes
            }
            assets[String(cString: row.name)] = asset
        }
        return assets
    }()
}
