// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Identity
import Model
import OpenAPI
import Primitives
import Storage
import Wire

extension ControlPlane {
    var peopleOperations: [Operation] {
        [
            .list(
                "/v1/users", "listUsers", .installation(.administer), "The people", query: [.disabled, .team],
                sorts: ["name", "created_at"]
            ) { call in
                try await identity.people.users(
                    UserFilter(
                        disabled: try call.query(.disabled), team: try call.query(.team),
                        order: try call.order(fallback: .name)), by: try call.principal)
            },
            .send(
                "/v1/users", "createUser", .installation(.administer),
                "Makes a person; without a password the answer has a link to set it", status: .created,
                traits: [.secret]
            ) { (call, request: CreateUserRequest) in
                call.notes.subject = "user/\(request.name)"
                return await answer(try await identity.people.create(request, by: try call.principal), call)
            },
            .stream(
                "/v1/users/{user}", "getUser", .known, "One person: the caller, or anybody for who may administer",
                traits: [.tagged], answers: [.json(.ok, "The person", User.self)]
            ) { call in
                let user = try await identity.people.user(try call.path("user"), by: try call.principal)
                try await call.respond(tagging: user, changedFrom: try PeopleService.revision(of: user))
            },
            .send(
                "/v1/users/{user}", "changeUser", .known,
                "Changes a person: the caller's own name and address, or all of anybody's",
                method: .patch, traits: [.conditional, .secret]
            ) { (call, request: ChangeUserRequest) in
                guard try call.principal.isInteractive || call.principal.may(.administer) else {
                    throw Failure(
                        .permissionDenied, "a token may not change its owner",
                        hint: "sign in on the page, or with 'dextra login'")
                }
                call.noteGrants(request.grants)
                let changed = try await identity.people.change(
                    try call.path("user"), request, if: call.condition, by: try call.principal)
                return await answer(changed, call)
            },
            .remove(
                "/v1/users/{user}", "deleteUser", .installation(.administer),
                "Deletes a person with their sessions and tokens", traits: [.conditional]
            ) { call in
                try await identity.people.delete(try call.path("user"), if: call.condition, by: try call.principal)
                return Nothing()
            },
            .list(
                "/v1/teams", "listTeams", .installation(.administer), "The teams", sorts: ["name", "created_at"]
            ) { call in
                try await identity.people.teams(
                    TeamFilter(order: try call.order(fallback: .name)), by: try call.principal)
            },
            .send("/v1/teams", "createTeam", .installation(.administer), "Makes a team", status: .created) {
                (call, request: CreateTeamRequest) in
                call.notes.subject = "team/\(request.name)"
                return try await identity.people.create(request, by: try call.principal)
            },
            .stream(
                "/v1/teams/{team}", "getTeam", .installation(.administer), "One team", traits: [.tagged],
                answers: [.json(.ok, "The team", Team.self)]
            ) { call in
                let team = try await identity.people.team(try call.path("team"), by: try call.principal)
                try await call.respond(tagging: team, as: try PeopleService.revision(of: team))
            },
            .send(
                "/v1/teams/{team}", "changeTeam", .installation(.administer), "Changes a team", method: .patch,
                traits: [.conditional]
            ) { (call, request: ChangeTeamRequest) in
                call.noteGrants(request.grants)
                return try await identity.people.change(
                    try call.path("team"), request, if: call.condition, by: try call.principal)
            },
            .remove(
                "/v1/teams/{team}", "deleteTeam", .installation(.administer), "Deletes a team", traits: [.conditional]
            ) { call in
                try await identity.people.deleteTeam(try call.path("team"), if: call.condition, by: try call.principal)
                return Nothing()
            },
        ]
    }

    private func answer(_ changed: ChangedUser, _ call: Call) async -> UserAnswer {
        let own = await ownURL(of: call)
        return UserAnswer(
            user: changed.user, invitationURL: changed.link.map { "\(own)/invite#token=\($0.reveal())" })
    }
}

extension Call {
    /// The order and page that the query asks for.
    func order<Key: ListKey>(fallback: Key) throws -> ListOrder<Key> {
        try ListOrder(
            sort: exchange.request.query["sort"], cursor: try query(.cursor), limit: try query(.limit),
            fallback: fallback)
    }

    fileprivate func noteGrants(_ grants: [Grant]?) {
        guard let grants else { return }
        notes.add("grants", .array(grants.map { .string("\($0.role.rawValue) \($0.scope)") }))
    }
}
