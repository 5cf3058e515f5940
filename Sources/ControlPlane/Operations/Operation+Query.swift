// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Primitives

extension Operation {
    /// Throws `invalid_argument` for a query parameter that the operation doesn't have, or that is given twice.
    func checkQuery(of exchange: Exchange) throws {
        var seen: Set<String> = []
        for pair in exchange.request.query.pairs {
            let known = query.map(\.name)
            guard known.contains(pair.name) else {
                let near = Suggestion.nearest(to: pair.name, among: known)
                throw Failure(
                    .invalidArgument, "\(name) has no parameter '\(pair.name.prefix(64))'",
                    hint: near.map { "did you mean '\($0)'?" }
                        ?? (known.isEmpty ? "leave the query out" : "use \(known.joined(separator: ", "))"))
            }
            guard seen.insert(pair.name).inserted else {
                throw Failure(.invalidArgument, "'\(pair.name)' is given twice", hint: "give it once")
            }
        }
    }
}
