// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useState } from 'react';
import { api, Node } from '../../api';
import { usePages } from '../../live/usePages';
import { Button, Column, ConfirmDialog, EmptyState, PageFrame, StateBadge, Table, Time } from '../../kit';

/** The machines that share the database. */
export default function NodesPage() {
    const [given, setGiven] = useState<Node>();
    const nodes = usePages('nodes', (part, signal) => api.listNodes({ query: part, signal }), [{ types: ['node.'] }]);
    const columns: Column<Node>[] = [
        { title: 'Name', cell: ({ name }) => <span className="strong">{name}</span> },
        { title: 'State', cell: ({ live }) => live ? <StateBadge state="live" /> : <StateBadge state="failed" label="Lost" /> },
        { title: 'Version', cell: ({ version }) => <code>{version}</code> },
        { title: 'Started', cell: ({ started_at }) => <Time at={started_at} /> },
        { title: 'Last sign of life', cell: ({ seen_at }) => <Time at={seen_at} /> },
        {
            title: '', name: 'Actions', isEnd: true, isTight: true,
            cell: (node) => !node.live && <Button isSmall kind="danger" onClick={() => setGiven(node)}>Give up</Button>,
        },
    ];
    return (
        <PageFrame title="Nodes" text="The machines that share this installation's database.">
            <Table
                label="Nodes" rows={nodes} columns={columns} keyOf={({ id }) => id}
                empty={<EmptyState icon="server" title="No nodes" command="dextra serve" />}
            />
            {given && (
                <ConfirmDialog
                    title={`Give up ${given.name}?`} action="Give up" phrase={given.name} onClose={() => setGiven(undefined)}
                    onConfirm={() => api.giveUpNode({ path: { node: given.id } }).then(nodes.reload)}
                >
                    <p>
                        Its projects belong to no machine afterwards and are shipped anew elsewhere. Do this only when the machine
                        will not come back.
                    </p>
                </ConfirmDialog>
            )}
        </PageFrame>
    );
}
