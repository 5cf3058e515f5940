// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Client
import Model
import Primitives
import Source

/// Brings a source's contents to the server: those it lacks, with a line that shows how far.
struct SourceSender: Sendable {
    let client: ServerClient
    let context: CommandContext
    let isQuiet: Bool

    /// Throws `source_changed` when a file is written to meanwhile, and `cancelled`.
    func send(_ source: SourceSnapshot) async throws {
        guard isDrawing else { return try await sendMissing(of: source) }
        // The cursor is hidden meanwhile: who interrupts it gets it back.
        try await context.interruptible(givingUp: "the upload was given up; nothing was deployed") {
            try await sendMissing(of: source)
        }
    }

    private var isDrawing: Bool { !isQuiet && context.console.isLive }

    private func sendMissing(of source: SourceSnapshot) async throws {
        let missing = try await client.missing(of: source.manifest.digests)
        let files = source.filesByDigest
        let wanted = missing.compactMap { digest in files[digest].map { (digest: digest, file: $0) } }
        let total = wanted.reduce(0) { $0 + $1.file.size }
        guard !wanted.isEmpty else { return }

        var screen = LiveScreen()
        defer { context.console.write(screen.end()) }
        var (done, sent): (Int, Int64) = (0, 0)
        if !isQuiet, !context.console.isLive {
            context.console.line("uploading \(HumanText.count(wanted.count, "file")), \(HumanText.bytes(total))")
        }
        try await withThrowingTaskGroup(of: Int64.self) { group in
            for (index, next) in wanted.enumerated() {
                if index >= width, let size = try await group.next() { (done, sent) = (done + 1, sent + size) }
                if isDrawing { show(done, wanted.count, sent, total, &screen) }
                group.addTask {
                    try await client.upload(next.digest, size: next.file.size) {
                        let feed = try FileFeed(next.file, of: source)
                        return { try await feed.next() }
                    }
                    return next.file.size
                }
            }
            while let size = try await group.next() {
                (done, sent) = (done + 1, sent + size)
                if isDrawing { show(done, wanted.count, sent, total, &screen) }
            }
        }
    }

    /// How many contents are on their way at a time: over a network each waits for its answer.
    private var width: Int { client.place.home == nil ? 4 : 1 }

    private func show(_ done: Int, _ count: Int, _ sent: Int64, _ total: Int64, _ screen: inout LiveScreen) {
        let columns = context.console.size?.columns ?? 80
        let style = context.console.style
        let bar = style.bar(total > 0 ? Double(sent) / Double(total) : 1, columns: max(10, min(40, columns - 50)))
        let files = "\(done)/\(HumanText.count(count, "file"))"
        let line = "Uploading \(bar) \(files), \(HumanText.bytes(sent)) of \(HumanText.bytes(total))"
        context.console.write(screen.draw([TerminalText.fitting(line, columns: columns - 1)], columns: columns))
    }
}

/// One file's bytes for an upload; an actor, because the client pulls them wherever it runs.
private actor FileFeed {
    private let reader: SourceFileReader
    private let file: SourceFile
    private var count: Int64 = 0

    init(_ file: SourceFile, of source: SourceSnapshot) throws {
        self.file = file
        reader = try source.open(file)
    }

    func next() throws -> [UInt8]? {
        let bytes = try reader.next()
        count += Int64(bytes?.count ?? 0)
        if count > file.size || (bytes == nil && count != file.size) {
            throw Failure(
                .sourceChanged, "'\(file.path)' changed while it was uploaded", hint: "deploy again",
                metadata: [.init("path", file.path)])
        }
        return bytes
    }
}
