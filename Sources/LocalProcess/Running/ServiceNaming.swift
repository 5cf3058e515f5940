// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Platforms

/// One of several processes of a release: `web.2` takes traffic, `mail.1` is a worker.
struct ProcessName: Sendable, Hashable, CustomStringConvertible {
    static let web = "web"

    let kind: String
    /// From 1.
    let number: Int

    init(_ kind: String, _ number: Int) {
        self.kind = kind
        self.number = number
    }

    /// Of a kind alone, its first.
    init(_ text: String) {
        let parts = text.split(separator: ".", maxSplits: 1)
        self.init(parts.first.map(String.init) ?? Self.web, parts.count > 1 ? Int(parts[1]) ?? 1 : 1)
    }

    var isWeb: Bool { kind == Self.web }
    var description: String { "\(kind).\(number)" }
}

/// Names of releases' services: `<project>-<profile>-v<number>`, which is `web.1`, and for the other processes
/// `<project>-<profile>-v<number>.<kind>.<number>`. Project names have no dot.
enum ServiceNaming {
    static func name(_ reference: ReleaseReference, _ process: ProcessName = ProcessName(ProcessName.web, 1)) -> String
    {
        let release = "\(prefix(reference.target))\(reference.number)"
        return process == ProcessName(ProcessName.web, 1) ? release : "\(release).\(process)"
    }

    /// The release's number and the process in a service's name; nil when the service isn't one of the target's.
    static func parse(_ name: String, of target: PlatformTarget) -> (release: Int, process: ProcessName)? {
        let prefix = prefix(target)
        guard name.hasPrefix(prefix) else { return nil }
        let parts = name.dropFirst(prefix.count).split(separator: ".", omittingEmptySubsequences: false)
        guard let first = parts.first, let release = number(first) else { return nil }
        if parts.count == 1 { return (release, ProcessName(ProcessName.web, 1)) }
        guard parts.count == 3, !parts[1].isEmpty, let number = number(parts[2]) else { return nil }
        return (release, ProcessName(String(parts[1]), number))
    }

    /// The release number in a service's name; nil when the service isn't one of the target's.
    static func number(_ name: String, of target: PlatformTarget) -> Int? { parse(name, of: target)?.release }

    private static func number(_ digits: Substring) -> Int? {
        digits.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(digits) : nil
    }

    private static func prefix(_ target: PlatformTarget) -> String {
        "\(target.project)-\(target.profile.rawValue)-v"
    }
}
