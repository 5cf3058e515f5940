// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { CreatedToken } from '../../api';
import { Button, CommandLine, Dialog, Notice } from '../../kit';

/** Shows a token's secret, this one time. */
export function TokenSecretDialog({ created, onClose }: { created: CreatedToken; onClose: () => void }) {
    return (
        <Dialog title={created.token.name} text="The token is made." onClose={onClose} staysOpen width="36rem">
            <div className="dialog-body">
                <Notice tone="warning" title="It is shown only now. If you lose it, revoke it and make another." />
                <CommandLine text={created.secret} isCommand={false} />
                <p className="small soft">Programs send it in a header, and the command line takes it from its environment:</p>
                <CommandLine text={`curl -H "Authorization: Bearer $DEXTRA_TOKEN" ${location.origin}/v1/projects`} />
            </div>
            <footer className="dialog-foot"><Button kind="primary" onClick={onClose}>I have kept it</Button></footer>
        </Dialog>
    );
}
