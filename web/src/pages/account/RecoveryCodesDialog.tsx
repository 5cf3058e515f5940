// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { Button, CopyButton, Dialog, Notice } from '../../kit';

/** Shows recovery codes, this one time. */
export function RecoveryCodesDialog({ codes, onClose }: { codes: string[]; onClose: () => void }) {
    const text = `${codes.join('\n')}\n`;
    return (
        <Dialog title="Your recovery codes" text="Each lets you in once when the app is lost." onClose={onClose} staysOpen>
            <div className="dialog-body">
                <Notice tone="warning" title="They are shown only now. Keep them where you keep your passwords." />
                <ul className="recovery-codes">{codes.map((code) => <li key={code}><code>{code}</code></li>)}</ul>
                <div className="row">
                    <CopyButton text={text} label="Copy all" />
                    <Button kind="ghost" isSmall icon="download" onClick={() => save(text)}>Download</Button>
                </div>
            </div>
            <footer className="dialog-foot"><Button kind="primary" onClick={onClose}>I have kept them</Button></footer>
        </Dialog>
    );
}

function save(text: string): void {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
    link.download = 'dextra-recovery-codes.txt';
    link.click();
    URL.revokeObjectURL(link.href);
}
