// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Primitives

/// The engine's own words and statuses as failures with stable codes.
enum EngineFault {
    static func absent(_ looked: [String]) -> Failure {
        Failure(
            .engineUnavailable, "no container engine was found at \(looked.joined(separator: ", "))",
            hint: "install Docker (on Debian: apt-get install docker.io) and start it, or set DOCKER_HOST",
            retry: .after(nil))
    }

    /// What a broken connection or a failed connect means. Failures that already are the engine's pass unchanged.
    ///
    /// - isFirst: nothing has been heard of the engine yet.
    static func unreachable(_ error: any Error, _ address: EngineAddress, isFirst: Bool = false) -> any Error {
        guard let failure = error as? Failure else { return error }
        if let certificates = address.certificates,
            let insecure = insecure(failure, address, certificates, isFirst: isFirst)
        {
            return insecure
        }
        switch failure.code {
        case .connectionRefused, .connectTimedOut, .hostNotFound, .notFound:
            return Failure(
                .engineUnavailable, "no container engine answers at \(address)",
                hint: "start it (systemctl start docker), or set DOCKER_HOST", cause: failure, retry: .after(nil))
        case .permissionDenied:
            return Failure(
                .enginePermissionDenied, "this user may not use the container engine at \(address)",
                hint: "add the user to the group docker and log in again, or use a rootless engine", cause: failure)
        case .connectionClosed, .invalidResponse, .responseTimedOut, .ioFailed:
            return Failure(
                .engineUnavailable, "the container engine at \(address) went away in the middle of a call",
                hint: "try again once it is back", cause: failure, retry: .after(nil))
        default: return failure
        }
    }

    /// What TLS said no to; nil for what has nothing to do with it.
    private static func insecure(
        _ failure: Failure, _ address: EngineAddress, _ certificates: EngineCertificates, isFirst: Bool
    ) -> Failure? {
        let reason = failure.metadata.first { $0.key == "reason" }?.value ?? ""
        switch failure.code {
        case .certificateUntrusted:
            return Failure(
                failure.code, "the certificate of the engine at \(address) is not trusted: \(reason)",
                hint: "put the certificate of the authority that signed it into \(certificates.folder)/ca.pem",
                cause: failure)
        // An engine says what it thinks of a client's certificate after the handshake (RFC 8446, section 4.4.2.4), and
        // may be gone before that is read.
        case .tlsHandshakeFailed where reason.contains("certificate") || reason.contains("unknown ca"),
            .connectionClosed where isFirst && certificates.client == nil:
            return Failure(
                .engineCertificateRefused,
                certificates.client == nil
                    ? "the engine at \(address) wants a certificate"
                    : "the engine at \(address) does not take our certificate: \(reason)",
                hint: "put one that its authority has signed, and its key, into \(certificates.folder) as cert.pem and"
                    + " key.pem", cause: failure)
        default: return nil
        }
    }

    /// A stream that never ends has ended.
    static func ended(_ address: EngineAddress) -> Failure {
        Failure(
            .engineUnavailable, "the container engine at \(address) ended its stream",
            hint: "try again once it is back",
            retry: .after(nil))
    }

    /// An answer that is no success.
    static func failure(status: Int, words: String, subject: EngineSubject) -> Failure {
        let words = words.trimmingSpace
        if let known = known(words) ?? network(words, subject) { return known }
        switch (status, subject) {
        case (404, .image(let name)), (404, .registry(let name)):
            return Failure(.imageNotFound, "there is no image \(name): \(words)")
        case (404, .container(let name)): return Failure(.containerNotFound, "there is no container \(name): \(words)")
        case (404, .network(let name)): return Failure(.networkNotFound, "there is no network \(name): \(words)")
        case (404, .volume(let name)): return Failure(.volumeNotFound, "there is no volume \(name): \(words)")
        case (404, _): return Failure(.notFound, words)
        case (409, .image): return Failure(.imageInUse, words, hint: "remove what uses the image first")
        case (409, .network): return Failure(.networkConflict, words)
        case (403, .network): return Failure(.networkConflict, words, hint: "disconnect its containers first")
        case (409, .volume): return Failure(.volumeInUse, words, hint: "remove the containers that use it first")
        case (409, _): return Failure(.containerConflict, words)
        case (401, .registry(let name)): return unauthorized(name, words)
        case (400..<500, _): return Failure(.engineRefused, words.isEmpty ? "the engine answered \(status)" : words)
        default: return Failure(.engineFailed, words.isEmpty ? "the engine answered \(status)" : words)
        }
    }

    /// What went wrong inside a pull or push, where the status was a success long ago.
    static func transfer(_ words: String, of image: String) -> Failure {
        failure(status: 500, words: words, subject: .registry(image))
    }

    /// What can be told by the words alone, whatever the call was; they are the same in every version since 1.41.
    private static func known(_ words: String) -> Failure? {
        let text = words.lowercased()
        func says(_ parts: String...) -> Bool { parts.contains { text.contains($0) } }
        if says("no space left on device", "disk quota exceeded") {
            return Failure(
                .diskFull, "the engine's disk is full: \(words)",
                hint: "free space: docker system prune, or move its data")
        }
        if says("client version", "server api version") && says("too old", "too new", "minimum supported") {
            return Failure(.engineUnsupported, words, hint: "install another version of the engine")
        }
        if says("port is already allocated", "address already in use", "ports are not available") {
            return Failure(.portTaken, words, hint: "choose another host port, or stop what listens there")
        }
        if says("no basic auth credentials", "authentication required", "unauthorized:", "incorrect username") {
            return Failure(.registryUnauthorized, words, hint: "log in to the registry")
        }
        if says("pull access denied", "requested access to the resource is denied") {
            return Failure(
                .registryUnauthorized, words, hint: "check the image's name, and log in if its registry wants it")
        }
        if says("toomanyrequests", "too many requests", "rate limit") {
            return Failure(.registryRateLimited, words, hint: "log in, or try again later", retry: .after(nil))
        }
        if says("manifest unknown", "manifest for ", "name unknown", "no such image", "image not known") {
            return Failure(.imageNotFound, words)
        }
        // Podman has 500 for what Docker answers with 409.
        if says("container state improper", "is not running", "as it is running", "container is running") {
            return Failure(.containerConflict, words)
        }
        // A command goes with its container's end, also between being made and being started.
        if says("no such exec instance", "no exec session") { return Failure(.containerConflict, words) }
        if says("network name"), says("already used", "already exists") { return Failure(.networkConflict, words) }
        if says("no such container") { return Failure(.containerNotFound, words) }
        if says("no such network") || (says("network ") && says(" not found")) {
            return Failure(.networkNotFound, words)
        }
        if says("no such volume") { return Failure(.volumeNotFound, words) }
        if says("the container name") && says("already in use") {
            return Failure(.containerConflict, words, hint: "remove that container, or choose another name")
        }
        if says("oci runtime", "failed to create shim", "failed to create task", "executable file not found") {
            return Failure(.containerStartFailed, words, hint: "check the image's command and entrypoint")
        }
        return nil
    }

    /// The engine could not reach a registry.
    private static func network(_ words: String, _ subject: EngineSubject) -> Failure? {
        switch subject {
        case .registry, .build: break
        default: return nil
        }
        let text = words.lowercased()
        let signs = [
            "connection refused", "no such host", "i/o timeout", "tls handshake", "network is unreachable",
            "context deadline exceeded", "connection reset by peer", "request canceled while waiting",
        ]
        guard signs.contains(where: { text.contains($0) }) else { return nil }
        return Failure(.registryUnavailable, words, hint: "check the registry's address and the network")
    }

    private static func unauthorized(_ image: String, _ words: String) -> Failure {
        Failure(
            .registryUnauthorized, "the registry of \(image) wants a login: \(words)", hint: "log in to the registry")
    }
}

extension String {
    /// Without white space at both ends.
    var trimmingSpace: String {
        let isSpace: (Character) -> Bool = { $0.isWhitespace }
        guard let first = firstIndex(where: { !isSpace($0) }), let last = lastIndex(where: { !isSpace($0) }) else {
            return ""
        }
        return String(self[first...last])
    }
}
