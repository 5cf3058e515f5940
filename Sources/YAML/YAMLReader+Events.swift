// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CYAML

extension YAMLReader {
    /// What libyaml reports, with its strings copied.
    struct Event {
        var kind: Kind
        var mark: YAMLMark
        var anchor: String?

        enum Kind: Equatable {
            case alias(String)
            case scalar(YAMLScalar)
            case sequenceStart, sequenceEnd, mappingStart, mappingEnd
            case streamEnd, other
        }
    }

    /// The next event; throws libyaml's own complaint with its place.
    static func next(_ parser: UnsafeMutablePointer<yaml_parser_t>) throws(YAMLComplaint) -> Event {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else {
            throw complaint(of: parser.pointee)
        }
        defer { yaml_event_delete(&event) }
        let mark = YAMLMark(line: event.start_mark.line + 1, column: event.start_mark.column + 1)
        let kind: Event.Kind
        var anchor: String?
        switch event.type {
        case YAML_ALIAS_EVENT:
            kind = .alias(text(event.data.alias.anchor) ?? "")
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            anchor = text(scalar.anchor)
            let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            kind = .scalar(
                YAMLScalar(
                    text: String(decoding: bytes, as: UTF8.self), isQuoted: scalar.style != YAML_PLAIN_SCALAR_STYLE))
        case YAML_SEQUENCE_START_EVENT:
            anchor = text(event.data.sequence_start.anchor)
            kind = .sequenceStart
        case YAML_SEQUENCE_END_EVENT: kind = .sequenceEnd
        case YAML_MAPPING_START_EVENT:
            anchor = text(event.data.mapping_start.anchor)
            kind = .mappingStart
        case YAML_MAPPING_END_EVENT: kind = .mappingEnd
        case YAML_STREAM_END_EVENT: kind = .streamEnd
        default: kind = .other
        }
        return Event(kind: kind, mark: mark, anchor: anchor)
    }

    private static func text(_ bytes: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        bytes.map { String(cString: $0) }
    }

    private static func complaint(of parser: yaml_parser_t) -> YAMLComplaint {
        let problem = parser.problem.map { String(cString: $0) } ?? "the YAML can't be read"
        if parser.error == YAML_READER_ERROR {
            // Reader errors carry a byte offset, no mark: the scanner had reached the last good place.
            let mark = YAMLMark(line: parser.mark.line + 1, column: parser.mark.column + 1)
            return YAMLComplaint(
                mark: mark, message: "\(problem) at byte \(parser.problem_offset)", hint: "save the file as UTF-8 text")
        }
        let mark = YAMLMark(line: parser.problem_mark.line + 1, column: parser.problem_mark.column + 1)
        let context = parser.context.map { " " + String(cString: $0) } ?? ""
        return YAMLComplaint(
            mark: mark, message: problem + context,
            hint: problem.contains("cannot start any token") ? "indent with spaces, not tabs" : nil)
    }
}
