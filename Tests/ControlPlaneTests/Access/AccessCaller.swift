// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Model

/// Somebody who asks, and what they may: by hand, from the roles' documentation.
struct AccessCaller: Sendable, CustomStringConvertible {
    enum Kind: Sendable {
        case nobody, session, apiToken, accessToken
        /// Brings what was good once.
        case outdated
    }

    let description: String
    var kind: Kind
    /// The name of the person behind it.
    var user: String?
    /// What they may to the installation, and so to each project.
    var everywhere: Set<Permission> = []
    /// What they may to the project `shop`, and to no other.
    var onShop: Set<Permission> = []
    var headers: HTTPHeaders = [:]

    static let roles: [(role: Role, permissions: Set<Permission>)] = [
        (.viewer, [.view]), (.deployer, [.view, .deploy]), (.operator, [.view, .deploy, .operate]),
        (.admin, [.view, .deploy, .operate, .administer]), (.owner, [.view, .deploy, .operate, .administer, .own]),
    ]

    func may(_ permission: Permission, at place: AccessPlace) -> Bool {
        everywhere.contains(permission) || (place == .shop && onShop.contains(permission))
    }
}

/// What an operation is aimed at.
enum AccessPlace: Sendable, Hashable {
    /// The installation, or a run of no project.
    case installation
    case shop, other
    /// A project that is not there.
    case nowhere
    /// The caller, somebody who may nothing, somebody who may everything.
    case oneself, bystander, superior
}

/// What is to come of it.
enum AccessVerdict: Sendable, Hashable {
    case letIn, unauthenticated, hidden, forbidden
}

extension ExpectedAccess {
    var places: [AccessPlace] {
        switch self {
        case .project: [.shop, .other]
        case .projectToBe: [.shop, .other, .nowhere]
        case .run: [.shop, .other, .installation]
        case .readPerson, .changePerson: [.oneself, .bystander, .superior]
        case .deletePerson: [.bystander, .superior]
        default: [.installation]
        }
    }

    func verdict(for caller: AccessCaller, at place: AccessPlace) -> AccessVerdict {
        if case .everyone = self { return .letIn }
        guard caller.kind != .nobody, caller.kind != .outdated else { return .unauthenticated }
        let isPerson = caller.kind == .session
        func needs(_ condition: Bool) -> AccessVerdict { condition ? .letIn : .forbidden }
        switch self {
        case .everyone, .known: return .letIn
        case .page: return needs(isPerson)
        case .lasting: return needs(caller.kind != .accessToken)
        case .everywhere(let permission): return needs(caller.everywhere.contains(permission))
        case .somewhere(let permission): return needs(caller.may(permission, at: .shop))
        case .project(let permission), .run(let permission):
            guard caller.may(.view, at: place) else { return .hidden }
            return needs(caller.may(permission, at: place))
        case .projectToBe(let permission):
            if caller.everywhere.contains(permission) { return .letIn }
            guard place != .nowhere, caller.may(.view, at: place) else { return .hidden }
            return needs(caller.may(permission, at: place))
        case .readPerson: return needs(place == .oneself || caller.everywhere.contains(.administer))
        case .changePerson:
            if place == .oneself, isPerson { return .letIn }
            // All tokens here are an owner's.
            return Self.deletePerson.verdict(for: caller, at: place == .oneself ? .superior : place)
        case .deletePerson:
            return needs(caller.everywhere.isSuperset(of: place == .superior ? [.administer, .own] : [.administer]))
        case .ownSession: return isPerson ? .hidden : .forbidden
        case .ownToken: return caller.everywhere.contains(.administer) ? .letIn : .hidden
        }
    }
}
