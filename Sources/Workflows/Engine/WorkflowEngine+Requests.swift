// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives
package import Storage

extension WorkflowEngine {
    /// Records a run and returns once that is durable; a worker begins it as soon as its subject is free.
    ///
    /// With `supersede`, older runs of the subject make way: those not begun are cancelled at once, one at work is
    /// asked to cancel. The same idempotency key returns the run it made the first time. With `node`, only the engine
    /// of that name carries it out. Throws `run_kind_unknown`, `idempotency_conflict`.
    package func submit(
        kind: String, subject: String, projectID: ProjectID?, input: JSONDocument, node: String? = nil,
        supersede: Bool = false, request: RunRequest = RunRequest()
    ) async throws -> Run {
        let id: RunID = parts.random.identifier(at: parts.time.now())
        return try await parts.journal.commit(id, step: nil) { connection in
            try self.submit(
                id: id, kind: kind, subject: subject, projectID: projectID, input: input, node: node,
                supersede: supersede, request: request, on: connection)
        }
    }

    /// The same within a transaction of the caller's.
    package func submit(
        id: RunID? = nil, kind: String, subject: String, projectID: ProjectID?, input: JSONDocument,
        node: String? = nil,
        supersede: Bool = false, request: RunRequest = RunRequest(), on connection: any WriteConnection
    ) throws -> Run {
        let definition = try parts.registry.definition(of: kind)
        if let idempotencyKey = request.idempotencyKey,
            let earlier = try parts.runs.find(idempotencyKey: idempotencyKey, on: connection)
        {
            guard earlier.kind == kind, earlier.subject == subject, earlier.input == input else {
                throw Failure(
                    .idempotencyConflict, "idempotency key '\(idempotencyKey)' was used for run \(earlier.id)",
                    hint: "use a new key for a new request")
            }
            return earlier
        }
        let time = parts.time.now()
        let run = Run(
            id: id ?? parts.random.identifier(at: time), kind: kind, kindVersion: definition.version, subject: subject,
            projectID: projectID, input: input, state: .pending, progress: 0, createdAt: time,
            steps: definition.steps.map { StepRecord(name: $0.name, effect: $0.effect, weight: $0.weight) }, node: node,
            actor: request.actor)
        if supersede {
            for older in try parts.runs.open(subject: subject, on: connection)
            where (try? parts.registry.definition(of: older.run.kind).isSupersedable) ?? true {
                try cancel(older, supersededBy: run.id, on: connection)
            }
        }
        try parts.runs.insert(run, idempotencyKey: request.idempotencyKey, on: connection)
        try parts.events.append(
            "run.created", subject: subject, runID: run.id,
            data: ["kind": .string(kind), "actor": request.actor.map(JSONValue.string) ?? .null],
            on: connection)
        connection.announce(.runs)
        return run
    }

    /// What a run of a kind was given that was asked for under the request's key before; nil when there is none.
    ///
    /// For requests whose meaning depends on how things stand: asked again, they mean what they meant the first time.
    package func input<Input: Decodable>(
        of kind: String, under request: RunRequest, as type: Input.Type = Input.self, on connection: any ReadConnection
    ) throws -> Input? {
        guard let key = request.idempotencyKey,
            let earlier = try parts.runs.find(idempotencyKey: key, on: connection), earlier.kind == kind
        else { return nil }
        return try earlier.input.decoded(as: type)
    }

    /// Asks for a run's cancellation and returns it as it then stands: the request is durable, and whoever works on
    /// the run is told. A run that is already cancelled or on its way there is returned as it is.
    ///
    /// Throws `run_not_found`, `run_finished`.
    @discardableResult
    package func cancel(_ id: RunID) async throws -> Run {
        try await parts.journal.commit(id, step: nil) { [parts] connection in
            guard let journal = try parts.runs.journal(of: id, on: connection) else { throw Self.notFound(id) }
            guard !journal.run.state.isTerminal || journal.run.state == .cancelled else {
                throw Failure(
                    .runFinished, "run \(id) is over: \(journal.run.state.rawValue)",
                    hint: "to take back what it did, start another, e.g. dextra rollback")
            }
            return try self.cancel(journal, supersededBy: nil, on: connection)
        }
    }

    @discardableResult
    private func cancel(
        _ journal: RunJournal, supersededBy newer: RunID?, on connection: any WriteConnection
    ) throws -> Run {
        var machine = RunMachine(journal)
        let action = machine.cancel(supersededBy: newer, at: parts.time.now())
        guard machine.journal != journal else { return journal.run }
        try parts.store(&machine, replacing: journal, action, under: nil, on: connection)
        connection.announce(.runs)
        return machine.run
    }

    /// Answers a run's question. Throws `run_not_found`, `no_such_question`.
    @discardableResult
    package func answer(_ id: RunID, _ answer: Question.Answer) async throws -> Run {
        try await parts.journal.commit(id, step: nil) { [parts] connection in
            guard let journal = try parts.runs.journal(of: id, on: connection) else { throw Self.notFound(id) }
            var machine = RunMachine(journal)
            try machine.answer(answer, at: parts.time.now())
            try parts.store(&machine, replacing: journal, nil, under: nil, on: connection)
            connection.announce(.runs)
            return machine.run
        }
    }

    /// A run as it stands. Throws `run_not_found`.
    package func run(_ id: RunID) async throws -> Run {
        try await parts.database.lookUp { [parts] connection in
            guard let run = try parts.runs.find(id, on: connection) else { throw Self.notFound(id) }
            return run
        }
    }

    /// One page of runs, newest first, each with those of its steps that run or failed.
    package func runs(_ filter: RunFilter) async throws -> [Run] {
        let list: @Sendable (any ReadConnection) throws -> [Run] = { [parts] in try parts.runs.list(filter, on: $0) }
        return filter.isIndexed
            ? try await parts.database.lookUp(list) : try await parts.database.read(list)
    }

    /// Returns a run once it is terminal. Throws `run_not_found`, and `CancellationError` when the task is cancelled.
    package func wait(_ id: RunID) async throws -> Run {
        while true {
            let seen = parts.events.signal.count
            let run = try await run(id)
            if run.state.isTerminal { return run }
            try await parts.events.signal.wait(beyond: seen)
        }
    }

    private static func notFound(_ id: RunID) -> Failure {
        Failure(.runNotFound, "there is no run \(id)", hint: "list the runs with: dextra runs")
    }
}
