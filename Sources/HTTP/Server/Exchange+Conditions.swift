// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Exchange {
    /// Answers 304 or 412 when the request's conditions say so, and is then true: there is nothing left to do.
    ///
    /// - validators: nil when there is no such resource.
    package func answersConditions(of validators: Validators?, headers: HTTPHeaders = [:]) async throws -> Bool {
        let outcome = Preconditions.weigh(request, against: validators)
        guard outcome != .met else { return false }
        var headers = headers
        if let tag = validators?.entityTag { headers.set("ETag", tag) }
        if let modified = validators?.modified { headers.set("Last-Modified", HTTPDate.text(modified)) }
        try await respond(HTTPResponse(outcome == .notModified ? .notModified : .preconditionFailed, headers: headers))
        return true
    }
}
