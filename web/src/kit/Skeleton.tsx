// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/** Grey lines where text will be. */
export function Skeleton({ lines = 3 }: { lines?: number }) {
    return (
        <div className="stack gap-3" aria-hidden>
            {Array.from({ length: lines }, (_, index) => (
                <span key={index} className="skeleton" style={{ width: `${90 - (index * 37) % 55}%` }} />
            ))}
        </div>
    );
}
