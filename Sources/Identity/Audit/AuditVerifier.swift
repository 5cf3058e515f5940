// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Storage

/// Follows the chain entry by entry and finds the first place where it breaks.
struct AuditVerifier {
    /// Where the chain is broken and why.
    struct Breakage {
        var sequence: Int64
        var reason: String
    }

    private(set) var entries = 0
    /// The entry that was followed to, or the checkpoint before the first.
    private(set) var sequence: Int64
    private(set) var hash: String
    /// Hashes that certain entries are known to have had, by sequence.
    private var known: [Int64: String]

    init(behind checkpoint: AuditSeal?, known: [Int64: String]) {
        sequence = checkpoint?.sequence ?? 0
        hash = checkpoint?.hash ?? AuditChain.origin
        self.known = known.filter { [sequence] in $0.key > sequence }
    }

    /// Goes on behind a checkpoint that was made meanwhile.
    mutating func skip(to checkpoint: AuditSeal) {
        sequence = checkpoint.sequence
        hash = checkpoint.hash
        known = known.filter { $0.key > checkpoint.sequence }
    }

    mutating func follow(_ record: AuditRecord) -> Breakage? {
        guard record.sequence == sequence + 1 else {
            return Breakage(sequence: sequence + 1, reason: "the entry is missing")
        }
        guard record.previous == hash else {
            return Breakage(sequence: record.sequence, reason: "the entry does not follow the one before it")
        }
        guard AuditChain.hash(of: record) == record.hash else {
            return Breakage(sequence: record.sequence, reason: "the entry was changed")
        }
        if let expected = known.removeValue(forKey: record.sequence), expected != record.hash {
            return Breakage(sequence: record.sequence, reason: "the entry is not the one that was anchored")
        }
        (sequence, hash, entries) = (record.sequence, record.hash, entries + 1)
        return nil
    }

    /// At the end: the head must be where its seal says, and every known entry must have been there.
    func finish(_ head: AuditSeal?, isGenuine: (AuditSeal) -> Bool) -> Breakage? {
        if let missing = known.keys.max() {
            return Breakage(sequence: sequence + 1, reason: "entries up to \(missing) are missing at the end")
        }
        guard let head else {
            return entries == 0 ? nil : Breakage(sequence: sequence, reason: "the seal of the head is missing")
        }
        if let place = AuditKey.breakage(in: head.seal) {
            return Breakage(sequence: place, reason: "entries before this one were cut off or replaced")
        }
        guard head.sequence <= sequence else {
            return Breakage(sequence: sequence + 1, reason: "entries up to \(head.sequence) are missing at the end")
        }
        guard head.sequence == sequence, head.hash == hash, isGenuine(head) else {
            return Breakage(sequence: sequence, reason: "the head is not the one that was sealed")
        }
        return nil
    }
}
