// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

extension FailureCode {
    /// A unix socket path does not fit into a socket address (107 bytes).
    package static let socketPathTooLong = FailureCode("socket_path_too_long", .invalid)
    /// Somebody else listens at the address.
    package static let addressInUse = FailureCode("address_in_use", .conflict)
    /// The peer sent something that is not HTTP/1.1, or more than the limits allow.
    package static let invalidRequest = FailureCode("invalid_request", .usage)
    /// The request's body is larger than the limit.
    package static let payloadTooLarge = FailureCode("payload_too_large", .exhausted)
    /// The request's body is compressed in a way the route does not take.
    package static let unsupportedCoding = FailureCode("unsupported_coding", .usage)
    /// The request's body is of a type that is not taken.
    package static let unsupportedMediaType = FailureCode("unsupported_media_type", .usage)
    /// The resource is not as the client's condition says (RFC 9110 §13).
    package static let preconditionFailed = FailureCode("precondition_failed", .conflict)
    /// The address sends more requests than it may, or has too many connections.
    package static let tooManyRequests = FailureCode("too_many_requests", .unavailable)
    /// The peer stopped sending in the middle of a request.
    package static let requestTimedOut = FailureCode("request_timed_out", .timedOut)
    package static let routeNotFound = FailureCode("route_not_found", .notFound)
    package static let methodNotAllowed = FailureCode("method_not_allowed", .usage)

    package static let connectionRefused = FailureCode("connection_refused", .unavailable)
    /// The peer closed the connection before the exchange was complete.
    package static let connectionClosed = FailureCode("connection_closed", .unavailable)
    package static let connectTimedOut = FailureCode("connect_timed_out", .timedOut)
    package static let responseTimedOut = FailureCode("response_timed_out", .timedOut)
    package static let hostNotFound = FailureCode("host_not_found", .unavailable)
    /// Nobody the client trusts has signed the server's certificate.
    package static let certificateUntrusted = FailureCode("certificate_untrusted", .unavailable)
    /// A certificate is not valid yet or no more.
    package static let certificateExpired = FailureCode("certificate_expired", .unavailable)
    package static let certificateNameMismatch = FailureCode("certificate_name_mismatch", .unavailable)
    /// Client and server could not agree on TLS; the message has OpenSSL's reason.
    package static let tlsHandshakeFailed = FailureCode("tls_handshake_failed", .unavailable)
    /// A certificate or key file is not what it should be, or the two don't belong together.
    package static let certificateInvalid = FailureCode("certificate_invalid", .invalid)
    /// Users other than the owner and group can reach a private key.
    package static let keyExposed = FailureCode("key_exposed", .invalid)
    package static let invalidResponse = FailureCode("invalid_response", .unavailable)
    /// The response's body is larger than the caller allowed.
    package static let responseTooLarge = FailureCode("response_too_large", .exhausted)
}
