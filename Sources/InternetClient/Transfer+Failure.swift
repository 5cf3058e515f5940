// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CCurl
import HTTP
import Primitives

extension Transfer {
    /// What libcurl's outcome is called here. Its own words are kept only where no URL can be in them.
    func fault(of outcome: CURLcode) -> Failure {
        let words = String(cString: curl_easy_strerror(outcome))
        let detail = String(cString: errorText)
        let proxyAnswer = dx_curl_number(easy, CURLINFO_HTTP_CONNECTCODE)
        if proxyAnswer >= 300 {
            return Failure(
                .proxyFailed, "the proxy does not connect to \(address): it answered \(proxyAnswer)",
                hint: proxyAnswer == 407 ? "give the proxy's user and password in its URL" : nil)
        }
        switch outcome {
        case CURLE_COULDNT_RESOLVE_HOST:
            return Failure(.hostNotFound, "the host \(address.host) is unknown", hint: "check the name and the network")
        case CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY:
            return Failure(.proxyFailed, "the proxy for \(address) can't be used", hint: "check the proxy's settings")
        case CURLE_COULDNT_CONNECT: return Failure(.connectionRefused, "nobody answers at \(address)")
        case CURLE_OPERATION_TIMEDOUT:
            return Failure(.connectTimedOut, "\(address) did not accept the connection in time")
        case CURLE_PEER_FAILED_VERIFICATION: return certificateFault(detail.isEmpty ? words : detail)
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER:
            return Failure(
                .tlsHandshakeFailed, "no secure connection to \(address): \(detail.isEmpty ? words : detail)")
        case CURLE_SSL_CERTPROBLEM:
            return Failure(.certificateInvalid, "the certificate or key for \(address) can't be used: \(detail)")
        case CURLE_SSL_CACERT_BADFILE:
            return Failure(.certificateInvalid, "the file of trusted authorities can't be used")
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL:
            return Failure(.invalidArgument, "libcurl does not take the URL at \(address)")
        case CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING, CURLE_HTTP2, CURLE_HTTP2_STREAM:
            return Failure(.invalidResponse, "the response of \(address) is not sound: \(words)")
        case CURLE_OUT_OF_MEMORY: return Failure(.internalError, "libcurl has no memory")
        default: return Failure(.connectionClosed, "\(address) closed the connection: \(words)")
        }
    }

    private func certificateFault(_ words: String) -> Failure {
        // X509_V_ERR_CERT_NOT_YET_VALID, X509_V_ERR_CERT_HAS_EXPIRED; X509_V_ERR_UNSPECIFIED when OpenSSL was content
        // and only libcurl's own check of the name failed.
        switch dx_curl_number(easy, CURLINFO_SSL_VERIFYRESULT) {
        case 0, 1: Failure(.certificateNameMismatch, "the certificate of \(address) is for another name: \(words)")
        case 9, 10: Failure(.certificateExpired, "the certificate of \(address) is not valid now: \(words)")
        default: Failure(.certificateUntrusted, "the certificate of \(address) is not trusted: \(words)")
        }
    }
}
