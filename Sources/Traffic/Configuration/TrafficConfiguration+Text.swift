// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives

extension TrafficConfiguration {
    /// The file HAProxy reads. Deterministic: the same value gives the same bytes.
    package func text(_ settings: TrafficSettings, directory: ProxyDirectory) -> String {
        text(settings, directory: directory, structure: structure(settings, directory: directory))
    }

    func text(_ settings: TrafficSettings, directory: ProxyDirectory, structure: String) -> String {
        var sections = [
            "# Written by Dextra. Changes are overwritten; the lines beginning with #dextra are read back.",
            recordLines, global(settings, directory: directory, structure: structure), Self.defaults,
        ]
        if let frontPort { sections.append(front(settings, port: frontPort)) }
        sections += routes.map { route in
            closedPorts.contains(route.port)
                ? Self.backend(route) : Self.frontend(route, settings) + "\n\n" + Self.backend(route)
        }
        return sections.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
    }

    private var recordLines: String {
        // Encoding a value of strings and integers can't fail.
        records.compactMap { try? Self.recordPrefix + JSONText.encode($0) }.joined(separator: "\n")
    }

    private func global(_ settings: TrafficSettings, directory: ProxyDirectory, structure: String) -> String {
        let account = settings.account.map { "\n    uid \($0.user)\n    gid \($0.group)" } ?? ""
        // noreuseport: otherwise a second proxy of the same user could take a port too, and half of its connections.
        // hard-stop-after: a connection that never ends must not keep a worker of an old configuration for ever.
        return """
            global
                description \(structure)\(account)
                maxconn \(settings.maximumConnections)
                no strict-limits
                noreuseport
                hard-stop-after 24h
                stats socket \(Self.quoted(directory.adminSocket)) mode 600 level admin expose-fd listeners
                stats timeout 1m\(shares)
            """
    }

    /// Who gets a share and how much, in variables because those can be changed without a reload.
    private var shares: String {
        routes.flatMap { route in
            ShareVariables(route).values.map { "\n    set-var \($0.name) int(\($0.value))" }
        }.joined()
    }

    /// `timeout client` and `timeout server` bound silence, not length: an hour lets server-sent events be quiet.
    /// `idle-close-on-response` answers one more request on each idle connection after a reload instead of closing it
    /// under a client that is about to write. That request still goes to the release of before the reload, so the
    /// keep-alive time is shorter than releases drain by default (60 s): none is stopped under such a connection.
    /// `redispatch 1`: a process that refuses is passed over at once where there is another; the only one is asked again
    /// each second.
    private static let defaults = """
        defaults
            mode http
            timeout connect 5s
            timeout client 1h
            timeout client-fin 30s
            timeout server 1h
            timeout tunnel 1h
            timeout http-request 30s
            timeout http-keep-alive 45s
            timeout queue 30s
            retries 3
            option redispatch 1
            option forwardfor
            option idle-close-on-response
        """

    /// Only a proxy on this machine is believed about who the client was.
    private static let forwarding = """
            http-request del-header X-Forwarded-For unless { src 127.0.0.0/8 ::1 }
            http-request del-header X-Forwarded-Proto unless { src 127.0.0.0/8 ::1 }
            http-request set-header X-Forwarded-Proto http unless { req.hdr(X-Forwarded-Proto) -m found }
        """

    private func front(_ settings: TrafficSettings, port: Int) -> String {
        let rules = hosts.map {
            "    use_backend \($0.route) if { req.hdr(host),field(1,:),lower -m str \($0.host) }\n"
        }
        return """
            frontend front
                bind \(settings.bindAddress):\(port)
            \(Self.forwarding)
            \(rules.joined())    default_backend nowhere

            backend nowhere
                http-request return status 404 content-type "text/plain; charset=utf-8" \
            string "No project has this host name. The name is <project>.localhost; see: dextra status\\n"
            """
    }

    private static func frontend(_ route: Route, _ settings: TrafficSettings) -> String {
        """
        frontend \(route.name).port
            bind \(settings.bindAddress):\(route.port)
        \(forwarding)
            default_backend \(route.name)
        """
    }

    /// `roundrobin`: the one algorithm of 2.6.12 that stands servers which are added or drain; see ARCHITECTURE.md. The draw
    /// for a share is made for each request, and its server named in a variable first: a `use-server` of several
    /// expressions garbles the name.
    private static func backend(_ route: Route) -> String {
        let share = ShareVariables(route)
        let servers = route.destinations.groups.flatMap { group in
            group.servers.compactMap { server in
                group[server].map {
                    "\n    server \(server.rawValue) \($0) weight \(route.destinations.isOpen(server) ? Destinations.openWeight : 0)"
                }
            }
        }
        return """
            backend \(route.name)
                balance roundrobin
                http-error status 503 content-type "text/plain; charset=utf-8" \
            string "No release of \(route.name.project) (\(route.name.profile.rawValue)) answers. \
            See: dextra status\\n" hdr retry-after 2
                http-request set-var-fmt(txn.candidate) \
            v%[var(\(share.release))].%[rand,mod(\(share.count)),add(1)] if { rand(1000000),sub(\(share.millionths)) lt 0 }
                use-server %[var(txn.candidate)] if { var(txn.candidate) -m found }\(servers.joined())
            """
    }

    /// Strong quotes: nothing but the quote itself means anything to HAProxy inside them (configuration manual, 2.2).
    private static func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
