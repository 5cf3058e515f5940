// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Where builds and applications find compilers and interpreters, and what of the server's user they must not see.
///
/// An ordinary user's programs run as that user, who has keys, tokens and documents at home: all of it is hidden, except
/// for where toolchains live. Programs of root's projects are other users, who can't reach into root's home anyway.
package struct Toolchains: Sendable, Hashable {
    /// PATH: the user's own as far as it leads to what can be seen, then the system's.
    package let searchPath: [String]
    /// The user's home under each of its names; empty for root.
    package let hidden: [String]
    /// What stays readable below the hidden folders. It need not exist.
    package let readable: [String]

    package static let systemPath = [
        "/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin",
    ]

    /// Nothing but the system's.
    package static let system = Toolchains(path: nil, homes: [], isRoot: false)

    /// Where version managers and package managers put programs and what belongs to them. None of these folders holds
    /// credentials: of cargo's only `bin` may be seen, as `credentials.toml` lies beside it.
    private static let known = [
        "bin", ".local/bin", ".local/lib", ".local/share/uv", ".local/share/mise", ".local/share/pnpm",
        ".local/share/pipx", ".local/share/fnm", ".local/share/swiftly", ".local/pipx", ".nvm", ".fnm", ".volta",
        ".nodenv", ".bun/bin", ".deno/bin", ".pyenv", ".poetry", ".rbenv", ".rvm", ".asdf", ".cargo/bin", ".rustup",
        ".sdkman/candidates", ".jenv", ".goenv", "go/bin", "sdk", ".phpenv", ".nix-profile",
    ]
    /// What a program in `bin` needs from beside it.
    private static let siblings = ["lib", "lib64", "libexec", "include", "share", "pyvenv.cfg"]

    /// - path: the server's PATH.
    /// - homes: the names of the user's home folder; `/` is none.
    package init(path: String?, homes: [String], isRoot: Bool) {
        let homes = homes.map(Self.withoutSlash).filter { $0.hasPrefix("/") && $0.count > 1 }
        func home(of folder: String) -> String? { homes.first { folder.hasPrefix($0 + "/") } }

        let own = (path ?? "").split(separator: ":").map { Self.withoutSlash(String($0)) }
            .filter { $0.hasPrefix("/") && !homes.contains($0) && !(isRoot && home(of: $0) != nil) }
        searchPath = Self.unique(own + Self.systemPath)
        guard !isRoot else {
            hidden = []
            readable = []
            return
        }
        hidden = Self.unique(homes)
        let personal = own.flatMap { folder -> [String] in
            guard let home = home(of: folder), let slash = folder.lastIndex(of: "/") else { return [] }
            let prefix = String(folder[..<slash])
            // Beside ~/bin and ~/.local/bin lies everything else that a person has.
            let isShared = prefix == home || prefix == home + "/.local" || !folder.hasSuffix("/bin")
            return [folder] + (isShared ? [] : Self.siblings.map { "\(prefix)/\($0)" })
        }
        readable = Self.unique(homes.flatMap { home in Self.known.map { "\(home)/\($0)" } } + personal)
    }

    /// Those of the user that this process belongs to.
    package static func ofThisUser(environment: [String: String]) -> Toolchains {
        // The account's home too: HOME may lead elsewhere, and the keys are where the account's is.
        let account = getpwuid(geteuid()).flatMap { $0.pointee.pw_dir }.map { String(cString: $0) }
        return Toolchains(
            path: environment["PATH"], homes: [environment["HOME"], account].compactMap(\.self), isRoot: geteuid() == 0)
    }

    private static func withoutSlash(_ path: String) -> String {
        path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }

    private static func unique(_ values: [String]) -> [String] {
        var seen: Set<String> = []
        return values.filter { seen.insert($0).inserted }
    }
}
