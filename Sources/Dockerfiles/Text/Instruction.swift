// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// One instruction of a Dockerfile (docs.docker.com/reference/dockerfile), or a line for people.
///
/// Values are given as they are meant; ``text(style:)`` quotes them, so that none of them can become an instruction.
enum Instruction: Sendable, Hashable {
    case comment(String)
    case blank
    case from(String, stage: String?)
    /// A build argument by its name; it gets its value from who builds.
    case argument(String)
    case environment(String, String)
    case workingFolder(String)
    /// Paths without wildcards, relative to the context or to a stage's working folder.
    case copy([String], to: String, from: String? = nil, owner: String? = nil)
    /// Shell commands, of which each must succeed before the next; `caches` are folders kept between builds by BuildKit.
    case run([String], caches: [String] = [])
    /// A file of these lines.
    case write([String], to: String)
    case user(String)
    case expose(Int)
    case stopSignal(String)
    case healthCheck([String])
    case entrypoint([String])
    case command([String])
}
