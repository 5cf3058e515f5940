// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives

/// The entries of one folder, sorted by name.
struct FolderListing {
    struct Entry {
        var name: String
        var kind: Kind
        var size: Int64
        var isExecutable: Bool
    }

    enum Kind {
        case file, folder, link, special
    }

    /// - path: relative to the root, for messages; empty for the root.
    static func read(_ root: String, _ path: String) throws -> [Entry] {
        let shown = path.isEmpty ? root : path
        let descriptor = open(path.isEmpty ? root : root + "/" + path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw SourceFileReader.unreadable(shown, errno) }
        guard let stream = fdopendir(descriptor) else {
            close(descriptor)
            throw SourceFileReader.unreadable(shown, errno)
        }
        defer { closedir(stream) }
        var entries: [Entry] = []
        while true {
            errno = 0
            guard let record = readdir(stream) else {
                guard errno == 0 else { throw SourceFileReader.unreadable(shown, errno) }
                break
            }
            let name = try name(of: record, in: path)
            if name == "." || name == ".." { continue }
            var status = stat()
            guard fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
                // Gone since it was listed, as an editor's temporary file is.
                if errno == ENOENT { continue }
                throw SourceFileReader.unreadable(path.isEmpty ? name : path + "/" + name, errno)
            }
            entries.append(
                Entry(
                    name: name, kind: kind(status.st_mode), size: Int64(status.st_size),
                    isExecutable: status.st_mode & S_IXUSR != 0))
        }
        return entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    private static func name(of record: UnsafeMutablePointer<dirent>, in folder: String) throws -> String {
        try withUnsafeBytes(of: &record.pointee.d_name) { bytes in
            let name = bytes.prefix { $0 != 0 }
            if let text = String(validating: name, as: UTF8.self) { return text }
            let shown = String(decoding: name, as: UTF8.self)
            throw Failure(
                .sourceFileUnsupported, "the name '\(folder.isEmpty ? shown : folder + "/" + shown)' is not UTF-8 text",
                hint: "rename the file")
        }
    }

    private static func kind(_ mode: mode_t) -> Kind {
        switch mode & S_IFMT {
        case S_IFREG: .file
        case S_IFDIR: .folder
        case S_IFLNK: .link
        default: .special
        }
    }
}
