// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/** The part of the Popover API that is used here, which Debian's TypeScript doesn't know yet. */
interface HTMLElement {
    showPopover(): void;
}
