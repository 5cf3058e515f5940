// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// How likely an ecosystem's part of the tree is the thing to deploy; the highest rank becomes the main one.
///
/// A Django project with a package.json for its assets is a Django project: a server outranks a bundle.
enum Rank: Int, Comparable {
    /// Files of the language, and nothing to run.
    case mention
    /// HTML to be served as it is.
    case page
    /// A site that is built once and then served as files.
    case site
    /// A program with a known way to start it.
    case program
    /// A server written for Node, where the same manifest may also serve another language's assets.
    case scriptServer
    /// A framework's server.
    case server

    static func < (left: Rank, right: Rank) -> Bool { left.rawValue < right.rawValue }
}
