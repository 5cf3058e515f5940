// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CLinux

/// Tells one reader that files of a service's directory may have changed, a lock's release included.
///
/// For the release no note can be relied on: the kernel says that a file was closed before it lets go of the file's lock
/// (fs/file_table.c, `__fput`: fsnotify_close, then locks_remove_file), so whoever looks on that note may find the lock
/// held, and no other note follows. Notes from before the watch are missing altogether. So a wait also ends by itself:
/// soon after a note, then ever more rarely.
struct DirectoryWatch: Sendable {
    private static let shortest: Duration = .milliseconds(10)
    private static let longest: Duration = .seconds(1)

    private let descriptor: OwnedDescriptor
    private var pause = Self.shortest

    init(descriptor: OwnedDescriptor) { self.descriptor = descriptor }

    /// Returns when it is time to look again, or when the task is cancelled.
    mutating func next() async {
        let isNoted = await Gate.whenReadable(descriptor.number, atMost: pause)
        pause = isNoted ? Self.shortest : min(pause * 2, Self.longest)
        // Emptied before the reader looks: a change after its look ends the next wait.
        clinux_watch_directory_drain(descriptor.number)
    }
}
