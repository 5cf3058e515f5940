// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Client
import Glibc
import Primitives
import Processes

/// What the machine itself must offer: isolation, room, limits, ports.
struct MachineChecks: Sendable {
    let home: String
    let environment: [String: String]
    /// A server of ours answers, so its ports are rightly taken.
    let isServerRunning: Bool
    /// The one that the running server has open, or one that is started now would; nil while it has none open.
    let frontPort: Int?
    let bindAddress: String

    private static let leastDisk: Int64 = 200_000_000
    private static let goodDisk: Int64 = 2_000_000_000
    private static let goodDescriptors: UInt64 = 4096

    func run() async -> [Finding] {
        [shim(), await isolation(), socketPath(), homeAccess(), disk(), descriptors()]
            + (frontPort.map { [port($0)] } ?? [])
    }

    private func shim() -> Finding {
        do {
            return Finding("dextra-shim", .ok, try ShimLocation.find().path)
        } catch {
            let failure = Failure.wrapping(error)
            return Finding("dextra-shim", .missing, failure.message, hint: failure.hint)
        }
    }

    private func isolation() async -> Finding {
        do {
            // Tried as builds and applications will have it: another program may be allowed what the shim is not.
            switch try await IsolationProbe.run(shim: ShimLocation.find()) {
            case .uid: return Finding("isolation", .ok, "every project gets a user of its own")
            case .userNamespace:
                return Finding("isolation", .ok, "user namespaces, in which your home and the server's data are hidden")
            case .none(let reason):
                return Finding(
                    "isolation", .warn, "apps and builds would run with your own rights: \(reason)",
                    hint: getuid() == 0
                        ? "give this container the capabilities to change users, or run as an ordinary user"
                        : "as root, allow it: sysctl kernel.unprivileged_userns_clone=1, user.max_user_namespaces above "
                            + "0, and kernel.apparmor_restrict_unprivileged_userns=0 where that exists")
            }
        } catch {
            return Finding("isolation", .warn, "can't be tried: \(Failure.wrapping(error).message)")
        }
    }

    private func socketPath() -> Finding {
        do {
            try SocketPath.check(home)
            return Finding("socket", .ok, SocketPath.inside(home))
        } catch {
            let failure = Failure.wrapping(error)
            return Finding("socket", .missing, failure.message, hint: failure.hint)
        }
    }

    private func homeAccess() -> Finding {
        let hint = "choose another data directory with --home or DEXTRA_HOME"
        var status = stat()
        guard stat(home, &status) == 0 else {
            let parent = existingParent(of: home)
            return access(parent, W_OK | X_OK) == 0
                ? Finding("data", .ok, "\(home) will be made")
                : Finding("data", .missing, "\(home) can't be made: \(parent) is not yours to write to", hint: hint)
        }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            return Finding("data", .missing, "\(home) is not a directory", hint: hint)
        }
        guard access(home, R_OK | W_OK | X_OK) == 0 else {
            return Finding("data", .missing, "\(home) is not yours to write to", hint: hint)
        }
        if status.st_uid != getuid() {
            return Finding("data", .warn, "\(home) belongs to user \(status.st_uid)", hint: hint)
        }
        if status.st_mode & 0o022 != 0 {
            return Finding("data", .warn, "others may write to \(home)", hint: "run: chmod go-w \(home)")
        }
        return Finding("data", .ok, home)
    }

    private func disk() -> Finding {
        let place = existingParent(of: home)
        var status = statvfs()
        guard statvfs(place, &status) == 0 else {
            return Finding("disk", .warn, "the room at \(place) can't be read")
        }
        let free = Int64(status.f_bavail) * Int64(status.f_frsize)
        let text = "\(HumanText.bytes(free)) free at \(place)"
        if status.f_files > 0, status.f_favail == 0 {
            return Finding("disk", .missing, "no inodes left at \(place)", hint: "remove files, or use another disk")
        }
        if free < Self.leastDisk { return Finding("disk", .missing, text, hint: "make room, or use another disk") }
        return Finding("disk", free < Self.goodDisk ? .warn : .ok, text)
    }

    private func descriptors() -> Finding {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            return Finding("open files", .warn, "the limit can't be read")
        }
        let most = UInt64(limit.rlim_max)
        let text = most > 1 << 40 ? "no limit" : "at most \(most)"
        return most >= Self.goodDescriptors
            ? Finding("open files", .ok, text)
            : Finding("open files", .warn, text, hint: "raise it for many connections: ulimit -Hn 65536")
    }

    private func port(_ frontPort: Int) -> Finding {
        guard let number = UInt16(exactly: frontPort), number > 0 else {
            return Finding(
                "port \(frontPort)", .missing, "is no port: no server would start",
                hint: "set DEXTRA_FRONT_PORT to one from 1 to 65535, or unset it")
        }
        if isServerRunning { return Finding("port \(frontPort)", .ok, "used by the running server") }
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        defer { close(descriptor) }
        var on: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = number.bigEndian
        guard descriptor >= 0, inet_pton(AF_INET, bindAddress, &address.sin_addr) == 1 else {
            return Finding("port \(frontPort)", .warn, "can't be tried at \(bindAddress)")
        }
        let problem = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0 ? 0 : errno
            }
        }
        if problem == 0 { return Finding("port \(frontPort)", .ok, "free at \(bindAddress)") }
        return Finding(
            "port \(frontPort)", .warn, "can't be used at \(bindAddress): \(String(cString: strerror(problem)))",
            hint: "end what uses it, or choose another one with DEXTRA_FRONT_PORT")
    }

    private func existingParent(of path: String) -> String {
        var path = path
        while access(path, F_OK) != 0, let slash = path.lastIndex(of: "/"), slash != path.startIndex {
            path = String(path[..<slash])
        }
        return access(path, F_OK) == 0 ? path : "/"
    }
}
