// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Client
import Model
import Primitives
import Wire

/// Where the progress of a run goes: a live view, plain lines or JSON.
struct RunDisplay: Sendable {
    private enum Form {
        case live(RunView, LiveScreen)
        case plain(PlainProgress)
        case json
    }

    private var form: Form
    private let console: Console
    private let time: TimeSource
    private var frame = 0

    init(title: String, run: Run, asJSON: Bool, console: Console, time: TimeSource) {
        self.console = console
        self.time = time
        if asJSON {
            form = .json
        } else if console.isLive {
            form = .live(RunView(title: title, run: run), LiveScreen())
        } else {
            form = .plain(PlainProgress())
            console.line("\(title) (run \(run.id.short))")
        }
    }

    mutating func show(_ update: RunUpdate) throws {
        switch form {
        case .live(var view, let screen):
            switch update {
            case .event(let event): view.apply(event)
            case .log(let piece): view.apply(piece)
            case .reconnecting: view.isReconnecting = true
            case .finished(let run): view.finish(run)
            }
            form = .live(view, screen)
            if case .finished = update { draw() }
        case .plain(var progress):
            switch update {
            case .event(let event): for line in progress.lines(for: event) { console.line(line) }
            case .log(let piece): for line in progress.lines(for: piece) { console.line(line) }
            case .reconnecting: console.line("the server is gone; looking for it")
            case .finished: break
            }
            form = .plain(progress)
        case .json:
            switch update {
            case .event(let event): try console.json(event)
            case .log(let piece): try console.json(LogLine(piece))
            case .reconnecting, .finished: break
            }
        }
    }

    /// Says something beside the run's own progress.
    mutating func say(_ text: String) {
        switch form {
        case .live(var view, let screen):
            view.notice = text
            form = .live(view, screen)
            draw()
        case .plain: console.line(text)
        case .json: break
        }
    }

    /// Moves what moves on a live view.
    mutating func tick() {
        frame += 1
        draw()
    }

    /// Leaves the terminal as it was found, below the last picture.
    mutating func end() {
        if case .live(var view, let screen) = form, !view.state.isTerminal {
            view.isLeft = true
            form = .live(view, screen)
            draw()
        }
        suspend()
    }

    /// Gives the terminal back until the next picture.
    mutating func suspend() {
        guard case .live(let view, var screen) = form else { return }
        console.write(screen.end())
        form = .live(view, screen)
    }

    private mutating func draw() {
        guard case .live(let view, var screen) = form else { return }
        let size = console.size ?? (columns: 80, rows: 24)
        let lines = view.lines(
            RunView.Frame(
                now: time.now(), number: frame, columns: size.columns, rows: size.rows, style: console.style))
        console.write(screen.draw(lines, columns: size.columns))
        form = .live(view, screen)
    }
}

/// A piece of a step's log as a line of `--json` output.
private struct LogLine: Encodable {
    let type = "log"
    let step: String
    let stream: String
    let text: String

    init(_ piece: RunStream.LogPiece) {
        step = piece.step
        stream = piece.stream
        text = piece.text
    }
}
