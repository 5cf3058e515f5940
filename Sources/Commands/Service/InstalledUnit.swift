// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Client
import FoundationEssentials
import Glibc
import Primitives

/// The file of a unit on this machine.
struct InstalledUnit: Sendable {
    let path: String

    /// Where systemd looks for what an administrator, or a person, has put there (systemd.unit(5)).
    ///
    /// Throws `home_unknown` for a person without a home.
    init(_ scope: ServiceUnit.Scope, environment: [String: String]) throws(Failure) {
        func folder(_ name: String) -> String? { environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil } }
        switch scope {
        case .system: path = "/etc/systemd/system/\(ServiceUnit.name)"
        case .user:
            guard let base = folder("XDG_CONFIG_HOME") ?? folder("HOME").map({ $0 + "/.config" }) else {
                throw Failure(.homeUnknown, "there is no place for a unit of your own: HOME is not set")
            }
            path = "\(base)/systemd/user/\(ServiceUnit.name)"
        }
    }

    /// What it says; nil when there is none.
    var text: String? { try? String(contentsOf: URL(filePath: path), encoding: .utf8) }

    /// It was written by this command and not by somebody else.
    var isOurs: Bool { text?.hasPrefix(ServiceUnit.mark) ?? false }

    /// Puts it there in one piece; throws `file_exists` for somebody else's, and the system's reason.
    func write(_ unit: ServiceUnit) throws {
        guard text == nil || isOurs else {
            throw Failure(
                .fileExists, "'\(path)' is there already and was not written by Dextra",
                hint: "remove it first, or print the unit with: dextra service print")
        }
        let folder = path.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" }
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data(unit.text.utf8).write(to: URL(filePath: path + ".new"))
        } catch {
            throw Failure(.ioFailed, "can't write \(path)", cause: error)
        }
        // For the manager and everybody else to read: nothing in it is secret.
        chmod(path + ".new", 0o644)
        guard rename(path + ".new", path) == 0 else { throw Failure.system(errno, "can't write \(path)") }
    }

    /// False when there is none; throws `file_exists` for somebody else's.
    func remove() throws -> Bool {
        guard text != nil else { return false }
        guard isOurs else { throw Failure(.fileExists, "'\(path)' was not written by Dextra and is left as it is") }
        guard unlink(path) == 0 else { throw Failure.system(errno, "can't remove \(path)") }
        return true
    }
}
