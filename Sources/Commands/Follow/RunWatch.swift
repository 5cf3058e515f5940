// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Client
import Glibc
import Model
import Primitives

/// Watches a run to its end on behalf of a command: shows it, and turns interrupts and time into what they mean.
struct RunWatch: Sendable {
    let context: CommandContext
    let client: ServerClient
    /// What command lines begin with that ask the same server.
    let program: String
    let asJSON: Bool
    var timeout: Duration?

    /// Within this time a second interrupt cancels the run; after it the command lets go.
    private static let secondThought = Duration.milliseconds(1500)
    private static let framePause = Duration.milliseconds(100)

    private enum Input: Sendable {
        case update(RunUpdate)
        case signal(Int32)
        case tick
        case timeout
        case secondThoughtOver
        case failed(Failure)
    }

    /// Gives the finished run. Throws `detached`, `still_running`, `answer_needed`, or what made watching impossible.
    func follow(_ run: Run, title: String) async throws -> Run {
        let (inputs, sink) = AsyncStream.makeStream(of: Input.self)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await produceUpdates(of: run.id, into: sink) }
            let signals = context.signals()
            group.addTask {
                for await number in signals.arrivals { sink.yield(.signal(number)) }
            }
            if context.console.isLive, !asJSON {
                group.addTask {
                    while (try? await context.time.sleep(for: Self.framePause)) != nil { sink.yield(.tick) }
                }
            }
            if let timeout {
                group.addTask {
                    if (try? await context.time.sleep(for: timeout)) != nil { sink.yield(.timeout) }
                }
            }
            var display = RunDisplay(
                title: title, run: run, asJSON: asJSON, console: context.console, time: context.time)
            defer {
                display.end()
                group.cancelAll()
            }
            var interrupts = 0
            for await input in inputs {
                switch input {
                case .update(let update):
                    try display.show(update)
                    if case .finished(let finished) = update { return finished }
                    if Self.asks(update), let question = try await standingQuestion(of: run) {
                        throw answerNeeded(run, question)
                    }
                case .tick: display.tick()
                case .signal(SIGINT):
                    interrupts += 1
                    switch interrupts {
                    case 1:
                        display.say("Press Ctrl-C again to cancel the run; else it goes on without this view")
                        group.addTask {
                            if (try? await context.time.sleep(for: Self.secondThought)) != nil {
                                sink.yield(.secondThoughtOver)
                            }
                        }
                    case 2:
                        display.say("Cancelling")
                        group.addTask {
                            do {
                                _ = try await client.cancel(run.id.description)
                            } catch { sink.yield(.failed(Failure.wrapping(error))) }
                        }
                    default: throw detached(run)
                    }
                case .secondThoughtOver: if interrupts == 1 { throw detached(run) }
                case .signal(SIGTERM), .signal(SIGHUP): throw detached(run)
                case .signal(SIGTSTP):
                    display.suspend()
                    kill(getpid(), SIGSTOP)
                case .signal: display.tick()
                case .timeout: throw stillRunning(run)
                case .failed(let failure): throw failure
                }
            }
            throw CancellationError()
        }
    }

    private func produceUpdates(of id: RunID, into sink: AsyncStream<Input>.Continuation) async {
        let follower = RunFollower(
            client: client, launcher: context.launcher, time: context.time, random: context.random)
        do {
            _ = try await follower.follow(id) { sink.yield(.update($0)) }
        } catch {
            sink.yield(.failed(Failure.wrapping(error)))
        }
    }

    private static func asks(_ update: RunUpdate) -> Bool {
        guard case .event(let event) = update, event.type == "run.waiting" else { return false }
        return event.data["question"] != nil
    }

    /// What the run asks now: a question in its history may have been answered long ago.
    private func standingQuestion(of run: Run) async throws -> Question? {
        try await client.run(run.id.description).question
    }

    private func detached(_ run: Run) -> Failure {
        Failure(
            .detached, "stopped watching; run \(run.id.short) goes on", hint: ways(run),
            metadata: [.init("run", run.id.description)])
    }

    private func stillRunning(_ run: Run) -> Failure {
        Failure(
            .stillRunning, "run \(run.id.short) is not over yet, and it goes on", hint: ways(run),
            metadata: [.init("run", run.id.description)])
    }

    private func answerNeeded(_ run: Run, _ question: Question) -> Failure {
        let answers = question.answers.map(\.rawValue).joined(separator: "|")
        return Failure(
            .answerNeeded, "run \(run.id.short) asks: \(question.text)",
            hint: "answer with '\(program) answer \(run.id.short) \(answers)'",
            metadata: [.init("run", run.id.description)])
    }

    private func ways(_ run: Run) -> String {
        "follow it with '\(program) runs \(run.id.short) --follow', cancel it with '\(program) cancel \(run.id.short)'"
    }
}
