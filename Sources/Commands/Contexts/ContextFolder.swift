// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
package import Primitives

/// Where this user's contexts are written down: `contexts.json`, and a folder for each with its token and authority.
package struct ContextFolder: Sendable {
    /// Absolute.
    package let path: String

    package init(path: String) { self.path = path }

    /// `$XDG_CONFIG_HOME/dextra`, or `~/.config/dextra`; nil for a process that has neither.
    package static func find(in surroundings: HomeDirectory.Surroundings) -> ContextFolder? {
        // The specification says to ignore a relative path here.
        if let folder = surroundings.environment["XDG_CONFIG_HOME"], folder.hasPrefix("/") {
            return ContextFolder(path: HomeDirectory.absolute(folder + "/dextra", in: "/"))
        }
        return surroundings.userFolder.map {
            ContextFolder(path: HomeDirectory.absolute($0 + "/.config/dextra", in: "/"))
        }
    }

    private var listFile: String { path + "/contexts.json" }

    /// Throws `contexts_damaged`, `file_exposed`, and why the file can't be read.
    package func list() throws -> ContextList {
        guard let bytes = try PrivateFile.read(listFile) else { return ContextList() }
        return try ContextList(json: bytes, path: listFile)
    }

    /// Changes the list; commands that do so at the same time wait for one another, and none undoes another's change.
    @discardableResult
    package func update<Value>(_ change: (inout ContextList) throws -> Value) throws -> Value {
        try PrivateFile.makeFolder(path)
        let lock = open(path + "/contexts.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else { throw Failure.system(errno, "can't write to \(path)") }
        defer { close(lock) }
        // Held for the time of reading and writing one small file, so that waiting for it may block.
        while flock(lock, LOCK_EX) != 0 {
            guard errno == EINTR else { throw Failure.system(errno, "can't lock \(path)") }
        }
        var list = try list()
        let value = try change(&list)
        try PrivateFile.write(Array(try JSONText.encode(list).utf8), to: listFile)
        return value
    }

    // MARK: What belongs to one context

    private func folder(of name: ContextName) -> String { "\(path)/contexts/\(name)" }
    private func tokenFile(of name: ContextName) -> String { folder(of: name) + "/token" }

    /// A PEM file, there when the context has an authority of its own.
    package func authorityFile(of name: ContextName) -> String { folder(of: name) + "/authority.pem" }

    /// Nil when nobody is signed in. Throws `file_exposed`.
    package func token(of name: ContextName) throws -> Redacted<String>? {
        guard let bytes = try PrivateFile.read(tokenFile(of: name)) else { return nil }
        let text = String(decoding: bytes, as: UTF8.self).prefix { !$0.isWhitespace }
        return text.isEmpty ? nil : Redacted(String(text))
    }

    package func setToken(_ token: Redacted<String>, of name: ContextName) throws {
        try PrivateFile.makeFolder(folder(of: name))
        try PrivateFile.write(Array((token.reveal() + "\n").utf8), to: tokenFile(of: name))
    }

    package func setAuthority(_ pem: [UInt8], of name: ContextName) throws {
        try PrivateFile.makeFolder(folder(of: name))
        try PrivateFile.write(pem, to: authorityFile(of: name))
    }

    package func forgetToken(of name: ContextName) throws {
        guard unlink(tokenFile(of: name)) == 0 || errno == ENOENT || errno == ENOTDIR else {
            throw Failure.system(errno, "can't remove \(tokenFile(of: name))")
        }
    }

    /// All that is kept of it but its entry in the list.
    package func forget(_ name: ContextName) throws {
        try forgetToken(of: name)
        unlink(authorityFile(of: name))
        rmdir(folder(of: name))
    }
}
