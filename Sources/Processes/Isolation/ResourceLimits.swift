// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// What a command may use at most; nil leaves a resource as it is. Core dumps are off unless asked for.
package struct ResourceLimits: Sendable, Hashable {
    /// Bytes in one file.
    package var fileSize: UInt64?
    package var openFiles: UInt64?
    /// Processes and threads together. Only with isolation: the kernel counts by user.
    package var processes: UInt64?
    /// Bytes of address space. Most language runtimes reserve far more than they use: leave it nil for them.
    package var addressSpace: UInt64?
    /// Seconds of processor time.
    package var processorSeconds: UInt64?
    package var allowsCoreDumps: Bool
    /// Bytes of memory; kept only where control groups are delegated, see ``ControlGroups``.
    package var memory: UInt64?

    package init(
        fileSize: UInt64? = nil, openFiles: UInt64? = nil, processes: UInt64? = nil, addressSpace: UInt64? = nil,
        processorSeconds: UInt64? = nil, allowsCoreDumps: Bool = false, memory: UInt64? = nil
    ) {
        self.fileSize = fileSize
        self.openFiles = openFiles
        self.processes = processes
        self.addressSpace = addressSpace
        self.processorSeconds = processorSeconds
        self.allowsCoreDumps = allowsCoreDumps
        self.memory = memory
    }

    /// Whether it takes the shim to set them.
    var isEmpty: Bool { self == ResourceLimits() }

    /// The records that tell the shim.
    var records: [String] {
        let limits: [(key: String, value: UInt64?)] = [
            ("limit-file-size", fileSize), ("limit-open-files", openFiles), ("limit-processes", processes),
            ("limit-address-space", addressSpace), ("limit-cpu-seconds", processorSeconds),
            ("limit-core", allowsCoreDumps ? nil : 0),
            ("soft-open-files", DescriptorLimit.original), ("memory-max", memory), ("pids-max", processes),
        ]
        return limits.compactMap { limit in limit.value.map { "\(limit.key)=\($0)" } }
    }
}
