// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CCurl
import HTTP
import Primitives
import Synchronization

/// One request on its way and its response on the way back: where libcurl's thread and the caller's task meet.
///
/// The request's body is in Transfer+Upload.swift, how libcurl is set up in Transfer+Options.swift.
// Unchecked: `easy` and what stands below "on the thread" is only touched on the loop's thread, or before the transfer
// starts and after it has ended; what both sides touch is under the lock.
final class Transfer: @unchecked Sendable {
    /// Received and not yet taken above this pauses the connection until the reader has taken it.
    static let highWater = 256 << 10
    /// The most bytes of a response's fields.
    private static let headBytes = 256 << 10

    struct Head: Sendable {
        let status: HTTPStatus
        let headers: HTTPHeaders
        let timings: InternetTimings
    }

    struct State {
        var head: Head?
        /// Received and not yet taken.
        var body: [UInt8] = []
        var isPaused = false
        var outcome: Result<InternetTimings, any Error>?
        var waitingForHead: CheckedContinuation<Void, Never>?
        var waitingForBody: CheckedContinuation<Void, Never>?
        var upload = Upload()
        /// When something last moved, or somebody began to wait, in the loop's milliseconds.
        var lastProgress: Int
    }

    let easy: UnsafeMutableRawPointer
    let loop: CurlLoop
    let address: WebAddress
    let state: Mutex<State>
    let timeouts: HTTPTimeouts
    /// In the loop's milliseconds; `Int.max` for none.
    private let end: Int
    private let bodyLimit: Int
    let decodes: Bool

    // On the thread.
    var fields: UnsafeMutablePointer<curl_slist>?
    let errorText: UnsafeMutablePointer<CChar>
    private var headers = HTTPHeaders()
    private var headSize = 0
    private var total = 0
    private var isConnected = false
    /// Why a callback of ours ended the transfer.
    private var reason: Failure?

    init(
        _ request: HTTPClientRequest, to address: WebAddress, by end: Int, _ configuration: InternetClientConfiguration,
        on loop: CurlLoop
    ) throws {
        guard let made = curl_easy_init() else { throw Failure(.internalError, "libcurl has no memory") }
        easy = made
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        self.loop = loop
        self.address = address
        self.end = end
        timeouts = request.timeouts
        bodyLimit = configuration.bodyBytes
        // A part of a coded body can't be decoded.
        decodes = !request.headers.contains("Accept-Encoding") && !request.headers.contains("Range")
        state = Mutex(State(lastProgress: loop.now))
        try prepare(request, configuration)
    }

    deinit {
        curl_easy_cleanup(easy)
        curl_slist_free_all(fields)
        errorText.deallocate()
    }

    // MARK: For the caller

    /// Begins it on the loop.
    func start(_ body: HTTPClientRequest.Body) {
        loop.execute { [self] in loop.start(self) }
        // Not before: a producer that fails at once would end what has not begun, and nobody would end it afterwards.
        if case .stream(let length, let next) = body { pump(length: length, next) }
    }

    /// Ends the transfer where it is.
    func abort(_ fault: any Error = CancellationError()) {
        loop.execute { [self] in loop.end(self, fault) }
    }

    /// Waits for the response's head.
    func head() async throws -> Head {
        await withCheckedContinuation { waiting in
            let isReady = state.withLock { state in
                guard state.head == nil, state.outcome == nil else { return true }
                state.waitingForHead = waiting
                return false
            }
            if isReady { waiting.resume() }
        }
        return try state.withLock { state in
            if let head = state.head { return head }
            _ = try state.outcome?.get()
            throw Failure(.invalidResponse, "\(address) sent no response")
        }
    }

    /// The next bytes of the body, nil at its end.
    func nextBody() async throws -> [UInt8]? {
        let now = loop.now
        await withCheckedContinuation { waiting in
            let isReady = state.withLock { state in
                guard state.body.isEmpty, state.outcome == nil else { return true }
                precondition(state.waitingForBody == nil, "a response has one reader")
                state.waitingForBody = waiting
                state.lastProgress = now
                return false
            }
            if isReady { waiting.resume() } else { loop.wake() }
        }
        let (chunk, resumes) = try state.withLock { state in
            guard !state.body.isEmpty else {
                _ = try state.outcome?.get()
                return ([UInt8]?.none, false)
            }
            defer { (state.body, state.isPaused) = ([], false) }
            return (state.body, state.isPaused)
        }
        if resumes { resume() }
        return chunk
    }

    var timings: InternetTimings? {
        state.withLock { state in (try? state.outcome?.get()) ?? state.head?.timings }
    }

    // MARK: On the thread

    /// Lets a paused transfer go on; libcurl may call back in the middle of it.
    func resume() {
        loop.execute { [self] in
            if state.withLock({ $0.outcome == nil }) { curl_easy_pause(easy, CURLPAUSE_CONT) }
        }
    }

    /// One line of the head, of any response on the way to the final one.
    func receive(line bytes: UnsafeRawBufferPointer) -> Bool {
        progress()
        headSize += bytes.count
        guard headSize <= Self.headBytes else {
            reason = Failure(.invalidResponse, "the head of \(address)'s response is too large")
            return false
        }
        guard state.withLock({ $0.head == nil }) else { return true }  // a trailer
        let line = String(decoding: bytes, as: UTF8.self).drop { $0.isWhitespace }
        let text = line.last?.isNewline == true ? line.dropLast() : line
        if text.isEmpty {
            publishHead()
        } else if text.hasPrefix("HTTP/") {
            headers = HTTPHeaders()
        } else if let colon = text.firstIndex(of: ":") {
            let value = text[text.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            headers.add(String(text[..<colon]), String(value))
        }
        return true
    }

    private func publishHead() {
        let code = dx_curl_number(easy, CURLINFO_RESPONSE_CODE)
        guard code >= 200 else { return }
        // What was decoded has neither this coding nor this length any more.
        let hidden = decodes && headers.contains("Content-Encoding") ? ["content-encoding", "content-length"] : []
        var shown = HTTPHeaders()
        for (name, value) in headers where !hidden.contains(name.lowercased()) { shown.add(name, value) }
        let head = Head(status: HTTPStatus(code), headers: shown, timings: InternetTimings(of: easy))
        state.withLock { state in
            state.head = head
            defer { state.waitingForHead = nil }
            return state.waitingForHead
        }?.resume()
    }

    /// A part of the body: taken, put off until the reader has caught up, or too much.
    func receive(body bytes: UnsafeRawBufferPointer) -> Int {
        let now = loop.now
        let isPaused = state.withLock { state in
            state.lastProgress = now
            state.isPaused = state.body.count >= Self.highWater
            return state.isPaused
        }
        guard !isPaused else { return Int(CURL_WRITEFUNC_PAUSE) }
        total += bytes.count
        guard total <= bodyLimit else {
            reason = Failure(.responseTooLarge, "the response of \(address) is larger than \(bodyLimit) bytes")
            return 0
        }
        state.withLock { state in
            state.body.append(contentsOf: bytes)
            defer { state.waitingForBody = nil }
            return state.waitingForBody
        }?.resume()
        return bytes.count
    }

    func progress() {
        let now = loop.now
        state.withLock { $0.lastProgress = now }
    }

    /// The next moment at which the transfer has taken too long, and what that means.
    func deadline(_ now: Int) -> (at: Int, fault: Failure)? {
        let silence = state.withLock { state -> (since: Int, limit: Duration?)? in
            if state.head != nil { return state.waitingForBody.map { _ in (state.lastProgress, timeouts.idle) } }
            // Connecting has a limit of its own, and who still sends is not silent.
            guard dx_curl_time(easy, CURLINFO_PRETRANSFER_TIME_T) > 0, state.upload.isComplete else { return nil }
            if !isConnected { (isConnected, state.lastProgress) = (true, now) }
            return (state.lastProgress, timeouts.response)
        }
        var next = end
        if let silence, let limit = silence.limit { next = min(next, silence.since + limit.wholeMilliseconds) }
        guard next != .max else { return nil }
        return (next, Failure(.responseTimedOut, "\(address) did not answer in time"))
    }

    func fault(for outcome: CURLcode) -> (any Error)? { outcome == CURLE_OK ? nil : reason ?? fault(of: outcome) }

    func hasEnded(_ fault: (any Error)?) {
        let timings = InternetTimings(of: easy)
        let (head, body, upload, task) = state.withLock { state in
            state.outcome = fault.map { .failure($0) } ?? .success(timings)
            defer { (state.waitingForHead, state.waitingForBody, state.upload.waiting) = (nil, nil, nil) }
            state.upload.isOver = true
            return (state.waitingForHead, state.waitingForBody, state.upload.waiting, state.upload.task)
        }
        head?.resume()
        body?.resume()
        upload?.resume()
        task?.cancel()
    }
}
