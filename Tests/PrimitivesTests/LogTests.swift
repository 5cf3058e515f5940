// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import Primitives
import Synchronization
import Testing

@Suite struct LogTests {
    private final class Memory: LogSink {
        let records = Mutex<[LogRecord]>([])
        func write(_ record: LogRecord) { records.withLock { $0.append(record) } }
    }

    private let record = LogRecord(
        time: Timestamp(millisecondsSinceEpoch: 0), level: .warning, label: "test", message: "two\nlines \u{1B}[31m",
        fields: [("path", "/a b"), ("n", "1")])

    @Test func jsonLinesAreJSON() throws {
        let line = LogFormat.json.line(record)
        let value = try JSONText.decode(JSONValue.self, from: line)
        #expect(value["message"]?.string == "two\nlines \u{1B}[31m")
        #expect(value["path"]?.string == "/a b")
        #expect(value["level"]?.string == "warning")
        #expect(!line.contains("\n"))
    }

    @Test func humanLinesCannotBeForged() {
        let line = LogFormat.human.line(record)
        #expect(line == "1970-01-01T00:00:00.000Z WARNING test: two\\nlines \\u001b[31m path=\"/a b\" n=1")
    }

    @Test func levelsFilterAndContextStays() {
        let memory = Memory()
        let logger = Logger(label: "a", sink: memory, minimum: .info).with("run", "7").labelled("b")
        logger.debug("dropped")
        logger.error("kept", ("code", "x"))
        let records = memory.records.withLock { $0 }
        #expect(records.map(\.message) == ["kept"])
        #expect(records.first?.label == "b")
        #expect(records.first?.fields.map(\.key) == ["run", "code"])
    }

    @Test func filesRotateBySizeAndAge() throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "dextra-log-\(UInt64.random(in: 0...(.max)))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "server.log").path
        let start = Timestamp(millisecondsSinceEpoch: 0)
        let sink = try RotatingFileSink(
            path: path, format: .json,
            rotation: .init(maximumBytes: 300, maximumAge: .seconds(60), keptFiles: 2), now: start)
        for number in 0..<20 {
            sink.write(LogRecord(time: start, level: .info, label: "t", message: "record \(number)", fields: []))
        }
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == [
                "server.log", "server.log.1", "server.log.2",
            ])
        let newest = try #require(FileManager.default.contents(atPath: path))
        #expect(newest.count <= 300)
        #expect(String(decoding: newest, as: UTF8.self).contains("record 19"))

        sink.write(
            LogRecord(time: start + .seconds(61), level: .info, label: "t", message: "next day", fields: []))
        let afterAge = try #require(FileManager.default.contents(atPath: path))
        #expect(!String(decoding: afterAge, as: UTF8.self).contains("record 19"))
    }

    @Test func aFileThatSomebodyMovedIsBegunAnew() throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "dextra-log-\(UInt64.random(in: 0...(.max)))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (path, moved) = (folder.appending(path: "log").path, folder.appending(path: "moved").path)
        func lines(_ path: String) -> Int {
            String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
                .split(separator: "\n").count
        }
        let now = Timestamp(millisecondsSinceEpoch: 0)
        let sink = try RotatingFileSink(path: path, format: .json, now: now)
        func write() { sink.write(LogRecord(time: now, level: .info, label: "t", message: "record", fields: [])) }
        write()
        sink.rotate(by: .init(), now: now)
        write()
        #expect(lines(path) == 2, "one that is in its place is written on")
        try FileManager.default.moveItem(atPath: path, toPath: moved)
        write()
        #expect(lines(moved) == 3, "nothing is lost until somebody says that it was moved")
        sink.rotate(by: .init(), now: now)
        write()
        #expect(lines(moved) == 3 && lines(path) == 1)
        // Copied and cut off instead: what is written next begins where the file does.
        truncate(path, 0)
        write()
        #expect(lines(path) == 1)
    }

    @Test func aStricterRotationTakesWhatIsTooMuchAtOnce() throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "dextra-log-\(UInt64.random(in: 0...(.max)))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
        let now = TimeSource.system.now()
        let sink = try RotatingFileSink(
            path: folder.appending(path: "log").path, format: .json,
            rotation: .init(maximumBytes: 100, keptFiles: 4), now: now)
        for number in 0..<10 {
            sink.write(LogRecord(time: now, level: .info, label: "t", message: "record \(number)", fields: []))
        }
        #expect(try names() == ["log", "log.1", "log.2", "log.3", "log.4"])
        sink.rotate(by: .init(maximumBytes: 100, keptFiles: 2), now: now)
        #expect(try names() == ["log", "log.1", "log.2"])
        sink.rotate(by: .init(maximumBytes: 100, keptFiles: 2, keptFor: .seconds(86_400)), now: now + .seconds(86_000))
        #expect(try names() == ["log", "log.1", "log.2"])
        sink.rotate(by: .init(maximumBytes: 100, keptFiles: 2, keptFor: .seconds(86_400)), now: now + .seconds(90_000))
        #expect(try names() == ["log"])
    }
}
