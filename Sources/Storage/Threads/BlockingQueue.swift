// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A first-in, first-out queue whose takers block their thread, so only threads of our own may take.
///
/// A pthread mutex with a condition rather than `Mutex`: a taker has to sleep while it waits.
package final class BlockingQueue<Element: Sendable>: @unchecked Sendable {
    // Sendable because every access to `elements`, `head` and `isClosed` happens with `mutex` held.
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let arrival = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var elements: [Element?] = []
    private var head = 0
    private var isClosed = false

    package init() {
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(arrival, nil)
    }

    deinit {
        pthread_cond_destroy(arrival)
        pthread_mutex_destroy(mutex)
        arrival.deallocate()
        mutex.deallocate()
    }

    /// Adds an element; false when the queue is closed and the element was not taken.
    package func put(_ element: Element) -> Bool {
        locked {
            guard !isClosed else { return false }
            elements.append(element)
            pthread_cond_signal(arrival)
            return true
        }
    }

    /// Waits for elements and takes up to `limit` of them; empty only when the queue is closed and used up.
    package func take(atMost limit: Int) -> [Element] {
        locked {
            while head == elements.count, !isClosed { pthread_cond_wait(arrival, mutex) }
            var taken: [Element] = []
            while head < elements.count, taken.count < limit {
                if let element = elements[head] { taken.append(element) }
                elements[head] = nil
                head += 1
            }
            if head == elements.count {
                elements.removeAll(keepingCapacity: head <= 1024)
                head = 0
            }
            return taken
        }
    }

    /// How many elements wait.
    package var count: Int { locked { elements.count - head } }

    /// Refuses further elements and lets the takers finish what is there.
    package func close() {
        locked {
            isClosed = true
            pthread_cond_broadcast(arrival)
        }
    }

    private func locked<Value>(_ body: () -> Value) -> Value {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }
}
