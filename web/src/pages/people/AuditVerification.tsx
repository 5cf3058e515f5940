// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { api } from '../../api';
import { useResource } from '../../live/useResource';
import { Badge, Button, Icon } from '../../kit';

/** Whether the chain of entries is whole; checked when the page is opened, and again on demand. */
export function AuditVerification() {
    const { data, error, isLoading, reload } = useResource('audit-verification', (signal) => api.verifyAudit({ signal }));
    return (
        <>
            <span role="status">
                {data && (data.valid
                    ? <Badge tone="success"><Icon name="shield" size={14} />{data.entries.toLocaleString('en')} entries, untouched</Badge>
                    : <Badge tone="danger"><Icon name="warning" size={14} />Tampered with at entry {data.broken_at}{data.reason && `: ${data.reason}`}</Badge>)}
                {error && <Badge tone="warning">Could not be verified</Badge>}
            </span>
            <Button icon="refresh" isBusy={isLoading} onClick={reload}>Verify</Button>
        </>
    );
}
