// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

extension FailureCode {
    /// There is no folder at the path.
    package static let sourceNotFound = FailureCode("source_not_found", .notFound)
    /// Nothing is left to deploy once ignored files are left out.
    package static let sourceEmpty = FailureCode("source_empty", .invalid)
    /// A file or folder can't be read.
    package static let sourceUnreadable = FailureCode("source_unreadable", .forbidden)
    /// A file, or all together, are over the limit.
    package static let sourceTooLarge = FailureCode("source_too_large", .exhausted)
    /// A symbolic link leads out of the source.
    package static let symlinkEscapes = FailureCode("symlink_escapes", .invalid)
    /// A socket, pipe or device, or a name that is not text.
    package static let sourceFileUnsupported = FailureCode("source_file_unsupported", .invalid)
    /// A file changed between being listed and being read.
    package static let sourceChanged = FailureCode("source_changed", .conflict)
}
