// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// The proxy's variables that say which release of a route gets a share, and how much.
struct ShareVariables {
    private let route: Route

    init(_ route: Route) { self.route = route }

    /// Variable names have no hyphen, project names no underscore.
    private var prefix: String { "proc." + route.name.description.split(separator: "-").joined(separator: "_") }

    /// Of all new requests; 0 for none.
    var millionths: String { prefix + ".millionths" }
    var release: String { prefix + ".release" }
    /// How many processes of the release get it.
    var count: String { prefix + ".count" }

    /// All with what they should be.
    var values: [(name: String, value: Int)] {
        let share = route.destinations.share
        let group = share.flatMap { route.destinations[$0.release] }
        return [(millionths, share?.millionths ?? 0), (release, group?.release ?? 0), (count, group?.open ?? 1)]
    }

    /// One line that asks for all of them.
    var question: String {
        (["experimental-mode on"] + values.map { "get var \($0.name)" }).joined(separator: ";")
    }

    /// What the answer to ``question`` says, by name.
    static func parse(_ answer: String) -> [String: Int] {
        var values: [String: Int] = [:]
        for line in answer.split(separator: "\n") {
            // `proc.shop.production.count: type=sint value=<1>`
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, let value = parts[1].split(separator: "<").last?.prefix(while: { $0 != ">" }) else {
                continue
            }
            values[String(parts[0])] = Int(value)
        }
        return values
    }

    /// The commands that bring the variables from what they are to what they should be; none when they are.
    ///
    /// While the release or its size changes nobody gets a share, so that no request is sent to a name that isn't one.
    func commands(from current: [String: Int]) -> [String] {
        let changes = values.filter { current[$0.name] != $0.value }
        guard !changes.isEmpty else { return [] }
        let naming = changes.filter { $0.name != millionths }
        let pause = naming.isEmpty ? [] : [(name: millionths, value: 0)]
        let steps = pause + naming + values.filter { $0.name == millionths }
        // The mode ends with the connection, so it belongs to the line.
        return [(["experimental-mode on"] + steps.map { "set var \($0.name) int(\($0.value))" }).joined(separator: ";")]
    }
}
