// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model

/// The most a source may hold; nil is what the server accepts.
package struct SourceLimits: Sendable {
    package var fileBytes: Int64
    package var totalBytes: Int64
    package var files: Int

    package init(
        fileBytes: Int64? = nil, totalBytes: Int64? = nil, files: Int? = nil
    ) {
        self.fileBytes = fileBytes ?? SourceManifest.maximumFileBytes
        self.totalBytes = totalBytes ?? SourceManifest.maximumTotalBytes
        self.files = files ?? SourceManifest.maximumFiles
    }
}
