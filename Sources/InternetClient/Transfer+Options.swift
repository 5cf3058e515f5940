// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CCurl
import HTTP
import Primitives
import Synchronization

extension Transfer {
    /// Tells libcurl everything. Throws `invalid_argument`.
    func prepare(_ request: HTTPClientRequest, _ configuration: InternetClientConfiguration) throws {
        let context = Unmanaged.passUnretained(self).toOpaque()
        dx_curl_set_text(easy, CURLOPT_URL, address.text)
        // Redirects are followed by the client itself, and here too nothing leads out of the web.
        dx_curl_set_text(easy, CURLOPT_PROTOCOLS_STR, "http,https")
        dx_curl_set_number(easy, CURLOPT_FOLLOWLOCATION, 0)
        dx_curl_set_number(easy, CURLOPT_NOSIGNAL, 1)
        dx_curl_set_pointer(easy, CURLOPT_ERRORBUFFER, errorText)
        dx_curl_set_number(easy, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS)
        dx_curl_set_number(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        dx_curl_set_text(easy, CURLOPT_USERAGENT, configuration.userAgent)
        // 0 would be libcurl's own limit.
        let connect = timeouts.connect?.wholeMilliseconds ?? Int(Int32.max)
        dx_curl_set_number(easy, CURLOPT_CONNECTTIMEOUT_MS, max(1, connect))
        if decodes { dx_curl_set_text(easy, CURLOPT_ACCEPT_ENCODING, "gzip, br") }
        // A request that must not be sent twice does not risk a connection that may have gone stale.
        if !request.method.isIdempotent { dx_curl_set_number(easy, CURLOPT_FRESH_CONNECT, 1) }
        prepareTLS(configuration)
        prepareProxy(configuration.proxy)
        try prepareFields(request)
        prepareBody(request)
        dx_curl_set_function(easy, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            let bytes = UnsafeRawBufferPointer(start: bytes, count: size * count)
            return Transfer.at(context).receive(line: bytes) ? bytes.count : 0
        }
        dx_curl_set_pointer(easy, CURLOPT_HEADERDATA, context)
        dx_curl_set_function(easy, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            Transfer.at(context).receive(body: UnsafeRawBufferPointer(start: bytes, count: size * count))
        }
        dx_curl_set_pointer(easy, CURLOPT_WRITEDATA, context)
        dx_curl_set_function(easy, CURLOPT_READFUNCTION) { bytes, size, count, context in
            Transfer.at(context).fill(UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
        }
        dx_curl_set_pointer(easy, CURLOPT_READDATA, context)
    }

    /// The loop holds the transfer for as long as libcurl can call it.
    private static func at(_ context: UnsafeMutableRawPointer?) -> Transfer {
        guard let context else { preconditionFailure("libcurl lost its context") }
        return Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    }

    private func prepareTLS(_ configuration: InternetClientConfiguration) {
        dx_curl_set_number(easy, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
        // The folder is looked up as needed; the bundle would be parsed anew for each connection.
        dx_curl_set_text(easy, CURLOPT_CAPATH, "/etc/ssl/certs")
        dx_curl_set_text(easy, CURLOPT_CAINFO, nil)
        if !configuration.authorityText.isEmpty {
            configuration.authorityText.withUnsafeBytes {
                _ = dx_curl_set_copy(easy, CURLOPT_CAINFO_BLOB, $0.baseAddress, $0.count)
            }
        }
        if let certificate = configuration.certificate {
            dx_curl_set_text(easy, CURLOPT_SSLCERT, certificate.chain)
            dx_curl_set_text(easy, CURLOPT_SSLKEY, certificate.key)
        }
    }

    private func prepareProxy(_ proxy: InternetClientConfiguration.Proxy) {
        switch proxy {
        case .environment: break
        case .none: dx_curl_set_text(easy, CURLOPT_PROXY, "")
        case .url(let url):
            dx_curl_set_text(easy, CURLOPT_PROXY, url.reveal())
            // Who names a proxy means it for every host.
            dx_curl_set_text(easy, CURLOPT_NOPROXY, "")
        }
    }

    private func prepareBody(_ request: HTTPClientRequest) {
        if request.method == .head { dx_curl_set_number(easy, CURLOPT_NOBODY, 1) }
        if request.method != .get { dx_curl_set_text(easy, CURLOPT_CUSTOMREQUEST, request.method.rawValue) }
        switch request.body {
        case .none:
            guard [.post, .put, .patch].contains(request.method) else { return }
            announce(length: 0)
        case .bytes(let bytes):
            announce(length: bytes.count)
            state.withLock { $0.upload.bytes = bytes[...] }
        case .stream(let length, _):
            announce(length: length)
            state.withLock { $0.upload.hasLast = false }
        }
        if request.method == .get { dx_curl_set_text(easy, CURLOPT_CUSTOMREQUEST, "GET") }
    }

    private func announce(length: Int?) {
        dx_curl_set_number(easy, CURLOPT_UPLOAD, 1)
        dx_curl_set_size(easy, CURLOPT_INFILESIZE_LARGE, curl_off_t(length ?? -1))
    }

    private func prepareFields(_ request: HTTPClientRequest) throws {
        guard request.method.rawValue.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), !request.method.rawValue.isEmpty
        else { throw Failure(.invalidArgument, "the request's method is malformed") }
        for (name, value) in request.headers {
            // The length is the body's, and libcurl frames it.
            guard !["content-length", "transfer-encoding", "connection"].contains(name.lowercased()) else { continue }
            guard !name.isEmpty, !name.contains(where: { $0 == ":" || $0 == ";" || $0.isWhitespace }) else {
                throw Failure(.invalidArgument, "a field of the request has a malformed name")
            }
            // A semicolon is how libcurl is told of a field without a value.
            addField(value.isEmpty ? "\(name);" : "\(name): \(value)")
        }
        // Neither wait for an invitation, nor ask for one.
        addField("Expect:")
        dx_curl_set_pointer(easy, CURLOPT_HTTPHEADER, fields)
    }

    private func addField(_ line: String) {
        if let longer = curl_slist_append(fields, line) { fields = longer }
    }
}
