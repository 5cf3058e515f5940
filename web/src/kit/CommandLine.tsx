// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { CopyButton } from './CopyButton';

/** A command to type, or any other text to take along. */
export function CommandLine({ text, isCommand = true }: { text: string; isCommand?: boolean }) {
    return (
        <div className="command">
            {isCommand && <span className="command-prompt" aria-hidden>$</span>}
            <code className="command-text" tabIndex={0}>{text}</code>
            <CopyButton text={text} />
        </div>
    );
}
