// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
package import Primitives

/// Where Dextra keeps its data, found the same way by every command.
package struct HomeDirectory: Sendable {
    /// What the search looks at besides the command line.
    package struct Surroundings: Sendable {
        package var environment: [String: String]
        package var userID: UInt32
        package var workingDirectory: String
        /// The home folder that the user database names, for processes without `HOME`.
        package var accountHome: @Sendable () -> String?

        package init(
            environment: [String: String], userID: UInt32, workingDirectory: String,
            accountHome: @escaping @Sendable () -> String?
        ) {
            self.environment = environment
            self.userID = userID
            self.workingDirectory = workingDirectory
            self.accountHome = accountHome
        }

        /// The user's own folder, by `HOME` or the user database; nil for accounts that have none.
        var userFolder: String? {
            let named = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 }
            let folder = named ?? accountHome().flatMap { $0.isEmpty ? nil : $0 }
            guard let folder, folder.hasPrefix("/"), folder != "/", folder != "/nonexistent" else { return nil }
            return folder
        }

        /// This process's own.
        package static func current(_ environment: [String: String]) -> Surroundings {
            Surroundings(
                environment: environment, userID: getuid(), workingDirectory: WorkingDirectory.current,
                accountHome: {
                    guard let entry = getpwuid(getuid()), let folder = entry.pointee.pw_dir else { return nil }
                    return String(cString: folder)
                })
        }
    }

    /// In this order: the option, `DEXTRA_HOME`, `/var/lib/dextra` for root, `$XDG_DATA_HOME/dextra`,
    /// `~/.local/share/dextra`. Throws `home_unknown` when nothing of that can be found out.
    package static func find(option: String?, in surroundings: Surroundings) throws(Failure) -> String {
        let environment = surroundings.environment
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        if let path = option ?? value("DEXTRA_HOME") { return absolute(path, in: surroundings.workingDirectory) }
        if surroundings.userID == 0 { return "/var/lib/dextra" }
        // The specification says to ignore a relative path here.
        if let data = value("XDG_DATA_HOME"), data.hasPrefix("/") { return absolute(data + "/dextra", in: "/") }
        if let home = surroundings.userFolder { return absolute(home + "/.local/share/dextra", in: "/") }
        throw Failure(
            .homeUnknown,
            "there is no place for Dextra's data: HOME is not set and user \(surroundings.userID) has none",
            hint: "set DEXTRA_HOME to a directory you may write to")
    }

    /// Without `.`, `..`, doubled and trailing slashes; symbolic links stay.
    package static func absolute(_ path: String, in folder: String) -> String {
        var components: [Substring] = []
        for component in (path.hasPrefix("/") ? path : folder + "/" + path).split(separator: "/") {
            switch component {
            case ".": continue
            case "..": _ = components.popLast()
            default: components.append(component)
            }
        }
        return "/" + components.joined(separator: "/")
    }
}

/// The folder that relative paths start from.
package enum WorkingDirectory {
    /// `/` when the folder was removed below us.
    package static var current: String {
        guard let path = getcwd(nil, 0) else { return "/" }
        defer { free(path) }
        return String(cString: path)
    }
}
