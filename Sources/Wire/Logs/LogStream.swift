// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// The events of `GET /v1/projects/{name}/logs` as a stream.
package enum LogStream {
    /// Data is a ``Line``; its ID is a ``LogPlace``.
    package static let line = "line"
    /// Lines that stood here are no longer kept; data is a ``Gap``.
    package static let skipped = "skipped"
    /// Everything that was there when it was asked for has been sent.
    package static let current = "current"
    /// The log is at its end and nothing more will come.
    package static let end = "end"

    /// A line of an application's output.
    package struct Line: Sendable, Hashable, Codable {
        package var text: String
        /// nil when it is not known.
        package var at: Timestamp?
        /// `stdout`, `stderr`, or `system` for the product's own lines.
        package var stream: String
        package var release: Int
        /// Which of several processes wrote it, e.g. `web.2`; nil where there is one.
        package var process: String?

        package init(text: String, at: Timestamp?, stream: String, release: Int, process: String? = nil) {
            self.process = process
            self.text = text
            self.at = at
            self.stream = stream
            self.release = release
        }
    }

    /// How much is missing.
    package struct Gap: Sendable, Hashable, Codable {
        package var bytes: Int64

        package init(bytes: Int64) { self.bytes = bytes }
    }
}

/// How far an application's output has been read: `<release>-<bytes>`, stable through rotation and restarts.
package struct LogPlace: Sendable, Hashable, CustomStringConvertible {
    package var release: Int
    /// Bytes of the release's log, all its files together, that come before what follows.
    package var position: Int64

    package init(release: Int, position: Int64) {
        self.release = release
        self.position = position
    }

    /// nil for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let release = Int(parts[0]), let position = Int64(parts[1]), release > 0, position >= 0
        else { return nil }
        self.init(release: release, position: position)
    }

    package var description: String { "\(release)-\(position)" }
}
