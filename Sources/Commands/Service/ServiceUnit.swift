// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// A server's systemd unit, as text.
package struct ServiceUnit: Sendable, Hashable {
    /// Who runs it: root for everybody's machine, or one person's own manager.
    package enum Scope: Sendable, Hashable {
        case system
        case user
    }

    package static let name = "dextra.service"
    /// The first line: by it an installed unit is known to be ours.
    static let mark = "# Written by 'dextra service'. Put changes into 'systemctl edit \(name)'."

    package var scope: Scope
    /// The program, absolute.
    package var executable: String
    /// The data directory, absolute.
    package var home: String
    /// More arguments of `dextra serve`.
    package var arguments: [String]

    package init(scope: Scope, executable: String, home: String, arguments: [String] = []) {
        self.scope = scope
        self.executable = executable
        self.home = home
        self.arguments = arguments
    }

    package var text: String {
        let command = ([executable, "serve", "--home=\(home)"] + arguments).map(Self.quoted).joined(separator: " ")
        return """
            \(Self.mark)
            [Unit]
            Description=Dextra, ships and runs applications
            \(scope == .system ? "Wants=network-online.target\nAfter=network-online.target postgresql.service docker.service\n" : "")\
            StartLimitIntervalSec=120
            StartLimitBurst=5

            [Service]
            Type=notify
            NotifyAccess=main
            ExecStart=\(command)
            ExecReload=/bin/kill -HUP $MAINPID
            Restart=on-failure
            RestartSec=2
            WatchdogSec=60
            TimeoutStartSec=300
            TimeoutStopSec=60
            # Applications go on running while the server restarts: only the server itself is ended.
            KillMode=process
            # Applications get control groups of their own below the unit's.
            Delegate=yes
            TasksMax=infinity
            LimitNOFILE=65536:524288
            UMask=0077

            \(hardening)
            [Install]
            WantedBy=\(scope == .system ? "multi-user.target" : "default.target")

            """
    }

    /// What a server never does, and no application or build below it: they inherit all of this.
    ///
    /// Left out on purpose is what an application would miss: MemoryDenyWriteExecute (compilers at run time), PrivateTmp
    /// (it would vanish under applications that outlive the server), PrivateDevices, ProtectHome and ProtectSystem=strict
    /// (backups and sources may be anywhere), RestrictNamespaces and a filter of mounts (isolation is made of them),
    /// RestrictSUIDSGID (it takes openat2(2) away, by which sites are served, and folders that pass on their group).
    private var hardening: String {
        let everywhere = """
            NoNewPrivileges=yes
            LockPersonality=yes
            RestrictRealtime=yes
            RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
            SystemCallArchitectures=native
            SystemCallErrorNumber=EPERM
            SystemCallFilter=~@clock @cpu-emulation @module @obsolete @raw-io @reboot @swap

            """
        guard scope == .system else { return everywhere }
        return everywhere + """
            CapabilityBoundingSet=CAP_CHOWN CAP_DAC_OVERRIDE CAP_DAC_READ_SEARCH CAP_FOWNER CAP_FSETID CAP_KILL \
            CAP_NET_BIND_SERVICE CAP_SETGID CAP_SETPCAP CAP_SETUID CAP_SYS_ADMIN CAP_SYS_CHROOT CAP_SYS_PTRACE CAP_SYS_RESOURCE
            KeyringMode=private
            ProtectClock=yes
            ProtectHostname=yes
            ProtectKernelLogs=yes
            ProtectKernelModules=yes
            ProtectSystem=full

            """
    }

    /// As systemd.syntax(7) and systemd.service(5) take it apart again: quotes, and doubled percent and dollar signs.
    static func quoted(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "%": escaped += "%%"
            case "$": escaped += "$$"
            case "\\": escaped += "\\\\"
            case "\"": escaped += "\\\""
            case "\n": escaped += "\\n"
            default: escaped.append(character)
            }
        }
        let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x22 && $0 != 0x27 && $0 != 0x5C && $0 != 0x3B }
        return isPlain && !text.isEmpty ? escaped : "\"\(escaped)\""
    }
}
