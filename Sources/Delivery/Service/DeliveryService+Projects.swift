// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
import Primitives
package import Storage
import Workflows

extension DeliveryService {
    /// Makes a project before its first deployment; throws `project_exists`, `invalid_argument`.
    package func create(
        _ name: ProjectName, description: String? = nil, by actor: String
    ) async throws -> ProjectOverview {
        let description = try Self.checked(description)
        try await parts.database.write { [parts] connection in
            _ = try parts.create(name, description: description, by: actor, on: connection)
        }
        return try await project(name)
    }

    /// Changes what people say of a project. Throws `project_not_found`, `precondition_failed`, `invalid_argument`.
    package func describe(
        _ name: ProjectName, as description: String?, by actor: String, if condition: EntityCondition = .none
    ) async throws -> Project {
        let description = try Self.checked(description)
        return try await parts.database.write { [parts] connection in
            var project = try ProjectStore().require(named: name, on: connection)
            try condition.check(try Revision(of: project), of: "\(name)")
            guard project.description != description else { return project }
            try ProjectStore().describe(project.id, as: description, on: connection)
            project.description = description
            try parts.events.append(
                "project.changed", subject: DeliveryParts.subject(of: project.id), data: ["by": .string(actor)],
                on: connection)
            return project
        }
    }

    private static func checked(_ description: String?) throws -> String? {
        guard let description, !description.isEmpty else { return nil }
        guard description.unicodeScalars.count <= Project.maximumDescription else {
            throw Failure(
                .invalidArgument, "the description has \(description.unicodeScalars.count) characters",
                hint: "use at most \(Project.maximumDescription)", metadata: [.init("field", "description")])
        }
        return description
    }
}
