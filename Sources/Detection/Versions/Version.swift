// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A version as numbers, with what marks it as a release before the release.
///
/// Missing numbers count as zero, so `3.12` and `3.12.0` are equal; build metadata (`+…`) does not count.
struct Version: Comparable {
    /// At most ``maximumNumbers``.
    var numbers: [Int]
    /// `rc.1` of `2.0.0-rc.1` and `3.13.0rc1`; such a version stands before the same without it.
    var prerelease: String?

    static let maximumNumbers = 4

    init(_ numbers: [Int], prerelease: String? = nil) {
        self.numbers = numbers
        self.prerelease = prerelease
    }

    /// Nil for what does not begin with a number, and for more numbers than there can be.
    init?(_ text: some StringProtocol) {
        let word = text.first == "v" || text.first == "V" ? text.dropFirst() : text[...]
        let main = word.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let parts = main.split(separator: ".", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { $0.utf8.count <= 9 ? Int($0) : nil }
        guard !numbers.isEmpty, numbers.count == parts.count, numbers.count <= Self.maximumNumbers else { return nil }
        let rest = word.dropFirst(main.count).prefix { $0 != "+" }
        let mark = rest.first == "-" ? rest.dropFirst() : rest
        guard mark.utf8.allSatisfy({ $0.isWordByte || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }) else {
            return nil
        }
        self.numbers = numbers
        prerelease = mark.isEmpty ? nil : String(mark)
    }

    var text: String { numbers.map(String.init).joined(separator: ".") + (prerelease.map { "-\($0)" } ?? "") }

    /// Whether the version's numbers begin with these.
    func begins(with prefix: [Int]) -> Bool {
        prefix.indices.allSatisfy { number($0) == prefix[$0] }
    }

    private func number(_ index: Int) -> Int { index < numbers.count ? numbers[index] : 0 }

    /// The smallest version above all that begin with the first `count` numbers: `1.2.3` bumped at 2 is `1.3`.
    func bumped(at count: Int) -> Version {
        var bumped = (0..<max(count, 1)).map(number)
        bumped[bumped.count - 1] += 1
        return Version(bumped)
    }

    static func < (left: Version, right: Version) -> Bool {
        for index in 0..<max(left.numbers.count, right.numbers.count)
        where left.number(index) != right.number(index) {
            return left.number(index) < right.number(index)
        }
        switch (left.prerelease, right.prerelease) {
        case (nil, _): return false
        case (_?, nil): return true
        case (let first?, let second?): return first < second
        }
    }

    static func == (left: Version, right: Version) -> Bool { !(left < right) && !(right < left) }
}
