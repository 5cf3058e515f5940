// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { api, SettingEntry } from '../../api';
import { useResource } from '../../live/useResource';
import { Card, Loaded, PageFrame } from '../../kit';
import { SettingRow } from './SettingRow';

/** What settings that begin alike are about; others stand under their own name. */
const groups: Record<string, string> = {
    releases: 'Releases', runs: 'Runs', logs: 'Logs of runs', events: 'Events', cache: 'Build cache', backup: 'Backups',
    app_log: "Applications' logs", docker: 'Docker', http: 'HTTP', sessions: 'Sessions', audit: 'Audit log', metrics: 'Metrics',
};

/** The settings of the whole installation. */
export default function SettingsPage() {
    const settings = useResource('settings', (signal) => api.listSettings({ signal }), [{ types: ['setting.'] }]);
    return (
        <PageFrame title="Settings" text="They hold for the whole installation, on all of its nodes, from the moment they are saved." isNarrow>
            <Loaded resource={settings}>
                {({ items }) => [...grouped(items)].map(([group, entries]) => (
                    <Card key={group} title={groups[group] ?? group} isFlush>
                        <ul className="settings">
                            {entries.map((entry) => <SettingRow key={entry.name} entry={entry} onChanged={settings.reload} />)}
                        </ul>
                    </Card>
                ))}
            </Loaded>
        </PageFrame>
    );
}

function grouped(entries: readonly SettingEntry[]): Map<string, SettingEntry[]> {
    const found = new Map<string, SettingEntry[]>();
    for (const entry of entries) {
        const group = entry.name.split('.')[0]!;
        found.set(group, [...found.get(group) ?? [], entry]);
    }
    return found;
}
