// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Platforms

/// Names of releases' services: `<project>-<profile>-v<number>`.
enum ServiceNaming {
    static func name(_ reference: ReleaseReference) -> String { "\(prefix(reference.target))\(reference.number)" }

    /// The release number in a service's name; nil when the service isn't one of the target's.
    static func number(_ name: String, of target: PlatformTarget) -> Int? {
        let prefix = prefix(target)
        guard name.hasPrefix(prefix) else { return nil }
        let digits = name.dropFirst(prefix.count)
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(digits)
    }

    private static func prefix(_ target: PlatformTarget) -> String {
        "\(target.project)-\(target.profile.rawValue)-v"
    }
}
