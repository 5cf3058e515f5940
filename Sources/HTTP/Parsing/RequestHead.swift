// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A request's first line and fields, found to be sound.
package struct RequestHead: Sendable {
    package let method: HTTPMethod
    /// Origin form, or `*`.
    package let target: String
    package let headers: HTTPHeaders
    package let framing: BodyFraming
    package let keepsAlive: Bool
    package let expectsContinue: Bool
    /// HTTP/1.1, not 1.0.
    package let isCurrent: Bool

    init(bytes: [UInt8], limits: HTTPLimits) throws(ParseFault) {
        let line = try RequestLine(bytes)
        let fields = try FieldParser(head: bytes, from: line.end, limit: limits.fieldCount)
        let isOld = line.minorVersion == 0
        guard fields.hostCount == 1 || (isOld && fields.hostCount == 0) else {
            throw ParseFault(.badRequest, "there must be exactly one Host field")
        }
        guard !(isOld && fields.isChunked) else {
            throw ParseFault(.badRequest, "HTTP/1.0 has no transfer codings")
        }
        // A proxy goes by the target and an application by the field (RFC 9112 §3.2.2): let them not differ.
        if let host = fields.headers["host"], !line.agrees(withHost: host) {
            throw ParseFault(.badRequest, "the target and the Host field name different hosts")
        }
        if let expectation = fields.expectation {
            guard fields.equals(expectation, "100-continue") else {
                throw ParseFault(.expectationFailed, "the expectation is unknown")
            }
        }
        if let length = fields.contentLength, length > limits.bodyBytes {
            throw ParseFault(.contentTooLarge, "the body is larger than \(limits.bodyBytes) bytes")
        }
        isCurrent = !isOld
        method = line.method
        target = line.target
        headers = fields.headers
        framing = fields.isChunked ? .chunked : fields.contentLength.flatMap { $0 > 0 ? .length($0) : nil } ?? .none
        keepsAlive = !fields.saysClose && (!isOld || fields.saysKeepAlive)
        expectsContinue = fields.expectation != nil && !isOld && framing != .none
    }
}
