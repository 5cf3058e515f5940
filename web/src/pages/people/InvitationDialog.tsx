// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { Button, CommandLine, Dialog, Notice } from '../../kit';

/** Shows a one-time link, this one time. */
export function InvitationDialog({ name, url, onClose }: { name: string; url: string; onClose: () => void }) {
    return (
        <Dialog title={`A link for ${name}`} text="Whoever opens it chooses the password of this account." onClose={onClose} staysOpen>
            <div className="dialog-body">
                <Notice tone="warning" title="It is shown only now, works once and for three days. Send it in a way that only they can read." />
                <CommandLine text={url} isCommand={false} />
            </div>
            <footer className="dialog-foot"><Button kind="primary" onClick={onClose}>Done</Button></footer>
        </Dialog>
    );
}
