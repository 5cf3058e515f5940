// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import OpenAPI
import Primitives
import Wire

// The query parameters of the API: one name means the same everywhere.

extension DeclaredParameter where Self == QueryParameter<Profile> {
    static var profile: Self { .choice("profile", "The profile; production when it is not given") }
}

extension DeclaredParameter where Self == QueryParameter<ProjectName> {
    static var project: Self {
        QueryParameter("project", "Only of this project", ProjectName.schema) { try ProjectName($0) }
    }
}

extension DeclaredParameter where Self == QueryParameter<RunState> {
    static var state: Self { .choice("state", "Only in this state") }
}

extension DeclaredParameter where Self == QueryParameter<Timestamp> {
    static var since: Self { time("since", "From this moment on") }
    static var until: Self { time("until", "Before this moment") }

    private static func time(_ name: String, _ about: String) -> Self {
        QueryParameter(name, about + ": RFC 3339 in UTC", Timestamp.schema) { text in
            guard let time = Timestamp(text) else {
                throw Failure(
                    .invalidArgument, "'\(text)' is no \(name)", hint: "use a time such as 2026-11-20T19:55:14Z")
            }
            return time
        }
    }
}

extension DeclaredParameter where Self == QueryParameter<Int> {
    static var limit: Self { .integer("limit", in: 1...1000, "How many at most; 50 when it is not given") }
    static var release: Self { .integer("release", in: 1...Int(Int32.max), "The release's number") }
    static var tail: Self { .integer("tail", in: 0...1_000_000, "Only the last so many lines of what there is") }
    static var window: Self { .integer("window", in: 1...90, "How many days to look back; 14 when it is not given") }
    static var offset: Self { .integer("from", in: 0...Int(Int64.max), "The byte of the log to begin at") }
}

extension DeclaredParameter where Self == QueryParameter<Bool> {
    static var follow: Self { .flag("follow", "Go on with what is written from now on") }
}

extension DeclaredParameter where Self == QueryParameter<String> {
    static var cursor: Self { .text("cursor", "Where to go on: the `next` of the page before") }
    static var kind: Self { .text("kind", "Only of this kind, e.g. deploy") }
    static var subject: Self { .text("subject", "Only about this, e.g. project/ID") }
    static var type: Self { .text("type", "Only of types that begin so, e.g. run.") }
    static var after: Self {
        .text("after", "What came after this cursor, as Last-Event-ID says it; 0 is the beginning")
    }
    static var process: Self { .text("process", "Only of this process or backing service") }
    static var step: Self { .text("step", "Only of this step") }
    static var path: Self { .text("path", "The file's path in the source") }
    static var folder: Self { .text("folder", "Another folder than the one in the settings") }
}
