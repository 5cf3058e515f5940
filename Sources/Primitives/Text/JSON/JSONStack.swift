// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Elements that come and go at their end. An array in a class would be asked at every one whether it is shared, and
/// whether somebody else is writing to it, which shows in the profile of JSON: it is written in small pieces.
final class JSONStack<Element> {
    private var start: UnsafeMutablePointer<Element>
    private var capacity: Int
    private(set) var count = 0

    init(capacity: Int) {
        start = .allocate(capacity: capacity)
        self.capacity = capacity
    }

    deinit {
        start.deinitialize(count: count)
        start.deallocate()
    }

    /// As long as nothing is appended.
    var elements: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: start, count: count) }

    subscript(_ index: Int) -> Element {
        get { start[index] }
        set { start[index] = newValue }
    }

    func append(_ element: Element) {
        if count == capacity { grow(to: count + 1) }
        (start + count).initialize(to: element)
        count += 1
    }

    func append(_ elements: UnsafeBufferPointer<Element>) {
        guard let source = elements.baseAddress, elements.count > 0 else { return }
        if count + elements.count > capacity { grow(to: count + elements.count) }
        (start + count).initialize(from: source, count: elements.count)
        count += elements.count
    }

    func removeLast() -> Element {
        count -= 1
        return (start + count).move()
    }

    /// Takes off the end, from a place on.
    func cut(from place: Int) -> [Element] {
        defer { removeAll(from: place) }
        return Array(elements[place...])
    }

    func removeAll(from place: Int) {
        (start + place).deinitialize(count: count - place)
        count = place
    }

    private func grow(to needed: Int) {
        let larger = max(needed, capacity * 2)
        let grown = UnsafeMutablePointer<Element>.allocate(capacity: larger)
        grown.moveInitialize(from: start, count: count)
        start.deallocate()
        (start, capacity) = (grown, larger)
    }
}
