// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { AuditEntry } from '../../api';
import { Dialog, exactTime, Facts, words } from '../../kit';

const knownBy: Readonly<Record<string, string>> = {
    local: "The machine's own user", session: 'Signed in on a page', api_token: 'Access token', access_token: 'Short-lived token',
    device_code: 'Code that was approved on a page', none: 'Not signed in',
};

/** One entry with everything that is known of it. */
export function AuditEntryDialog({ entry, onClose }: { entry: AuditEntry; onClose: () => void }) {
    const hasDetail = entry.detail !== undefined && JSON.stringify(entry.detail) !== '{}';
    return (
        <Dialog title={entry.action} text={exactTime(Date.parse(entry.at))} onClose={onClose} width="40rem">
            <div className="dialog-body">
                <Facts
                    entries={[
                        ['Entry', `${entry.sequence}`], ['Who', entry.actor], ['Known by', knownBy[entry.method] ?? entry.method], ['To', entry.subject],
                        entry.address ? ['From', <code key="address">{entry.address}</code>] : undefined, ['Outcome', words(entry.outcome)],
                        ['Hash', <code key="hash" className="tiny">{entry.hash}</code>],
                        ['Hash before', <code key="previous" className="tiny">{entry.previous}</code>],
                    ]}
                />
                {hasDetail && <pre className="detail" tabIndex={0}>{JSON.stringify(entry.detail, null, 4)}</pre>}
            </div>
        </Dialog>
    );
}
