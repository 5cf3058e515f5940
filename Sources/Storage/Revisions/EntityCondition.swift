// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// What a change expects of the resource it is for (`If-Match`), checked in the transaction of the change.
package enum EntityCondition: Sendable, Hashable {
    /// Whatever it is like.
    case none
    /// It is as it was in one of these states.
    case unchanged(since: Set<Revision>)

    package static func unchanged(since revision: Revision) -> EntityCondition { .unchanged(since: [revision]) }

    /// Throws `precondition_failed` when the resource is in another state than those expected.
    package func check(_ current: Revision, of name: String) throws(Failure) {
        guard case .unchanged(let expected) = self, !expected.contains(current) else { return }
        throw Failure(
            .preconditionFailed, "\(name) was changed since you read it",
            hint: "read it again and repeat the change", metadata: [.init("revision", current.description)])
    }
}

extension FailureCode {
    /// A resource is not as the client expects; 412.
    package static let preconditionFailed = FailureCode("precondition_failed", .conflict)
}
