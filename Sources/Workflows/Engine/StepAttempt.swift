// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Storage

/// One attempt at a step's code, under its time limit and the run's stop switch.
///
/// Whatever ends the attempt early reaches the code as cancellation of its task, and the attempt lasts until the code
/// has returned. Code that finishes all the same has finished: its effect is there, so its output counts.
struct StepAttempt: Sendable {
    let context: StepContext
    let body: StepDefinition.Body
    let timeout: Duration?
    let stop: StopSwitch
    let heedsCancellation: Bool

    private enum Occurrence: Sendable {
        case ended(Result<JSONDocument, any Error>)
        case timeUp
        case toldToStop
        case nothing
    }

    func run() async -> StepEnd {
        await withTaskGroup(of: Occurrence.self) { group in
            group.addTask { [context, body] in
                do {
                    return .ended(.success(try JSONDocument(encoding: try await body(context))))
                } catch {
                    return .ended(.failure(error))
                }
            }
            group.addTask { [stop, heedsCancellation] in
                (try? await stop.wait(heedingCancellation: heedsCancellation)) == nil ? .nothing : .toldToStop
            }
            if let timeout {
                group.addTask { [time = context.time] in
                    (try? await time.sleep(for: timeout)) == nil ? .nothing : .timeUp
                }
            }
            var isTimeUp = false
            var isStopped = false
            for await occurrence in group {
                switch occurrence {
                case .ended(.success(let output)):
                    group.cancelAll()
                    return .succeeded(output)
                case .ended(.failure(let error)):
                    group.cancelAll()
                    // The step found out by itself that its run may be somebody else's: it is interrupted, not failed.
                    if (error as? Failure)?.code == .leaseLost { stop.stop(.leaseLost) }
                    if isStopped || Task.isCancelled || stop.stopped == .leaseLost { return .stopped }
                    return isTimeUp ? .timedOut(timeoutFailure(error)) : .failed(Failure.wrapping(error))
                case .timeUp:
                    isTimeUp = !isStopped
                    group.cancelAll()
                case .toldToStop:
                    isStopped = !isTimeUp
                    group.cancelAll()
                case .nothing:
                    break
                }
            }
            return .stopped
        }
    }

    private func timeoutFailure(_ error: any Error) -> Failure {
        let limit = timeout.map { "\($0)" } ?? ""
        return Failure(
            .stepTimedOut, "step '\(context.step)' took longer than \(limit) and was stopped",
            hint: "see its log for what it was doing: dextra logs --build",
            cause: error is CancellationError ? nil : error)
    }
}
