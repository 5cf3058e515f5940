// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

extension FailureCode {
    /// Somebody else listens on a port that is needed.
    package static let portInUse = FailureCode("port_in_use", .conflict)
    /// The program haproxy is not installed.
    package static let haproxyMissing = FailureCode("haproxy_missing", .missingDependency)
    /// The data directory's path leaves no room for a socket's name.
    package static let proxySocketPathTooLong = FailureCode("socket_path_too_long", .invalid)
    /// The proxy doesn't start or doesn't take a configuration.
    package static let proxyFailed = FailureCode("proxy_failed", .internal)
    /// The proxy doesn't answer on its socket now.
    package static let proxyUnavailable = FailureCode("proxy_unavailable", .unavailable)
    /// The proxy's configuration file is not what was written.
    package static let proxyConfigurationCorrupt = FailureCode("proxy_configuration_corrupt", .corrupt)
    /// There is no such route.
    package static let trafficRouteNotFound = FailureCode("traffic_route_not_found", .notFound)
    /// A release has no process to send traffic to, or too many.
    package static let invalidUpstreams = FailureCode("invalid_upstreams", .invalid)
    /// No release has traffic of which another could get a share.
    package static let nothingToSplit = FailureCode("nothing_to_split", .conflict)
}
