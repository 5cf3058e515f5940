// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/** The mark: what leaves on the right. */
export function Logo({ size = 24 }: { size?: number }) {
    return (
        <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden className="logo">
            <rect width="32" height="32" rx="8" fill="var(--accent)" />
            <g fill="none" stroke="#fff" strokeLinecap="round" strokeLinejoin="round">
                <path d="M10 8.5h5.5a7.5 7.5 0 0 1 0 15H10" strokeWidth="3" />
                <path d="M7.5 16h8.5m-3.2-3.4L16.2 16l-3.4 3.4" strokeWidth="2.4" strokeOpacity=".85" />
            </g>
        </svg>
    );
}
