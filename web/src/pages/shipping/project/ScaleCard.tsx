// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useState } from 'react';
import { api, type ProcessSnapshot, type ProfileStatus, type Project, type Release } from '../../../api';
import { navigate } from '../../../app/router/location';
import { useMayIn } from '../../../app/session/SessionContext';
import { counted, grouped } from '../../../format/quantity';
import { Button, Card, ProblemNotice, StateBadge, useAction, words } from '../../../kit';
import { groupsOf, instancesToAsk, mostInstances, type ProcessGroup, wishFor, type Wishes } from './processGroups';

/** The processes of the active release, with how many of each there are to be, and the services beside it. */
export function ScaleCard({ project, current, active }: { project: Project; current: ProfileStatus; active: Release }) {
    const mayOperate = useMayIn(project.id, 'operate');
    const groups = groupsOf(active, current.service);
    const [wishes, setWishes] = useState<Wishes>({});
    const instances = instancesToAsk(groups, wishes);
    const changed = groups.filter(({ name }) => name in instances);
    const [scale, { isBusy, error }] = useAction(async () => {
        const run = await api.scaleProject({ path: { project: project.name }, body: { profile: current.profile, instances } });
        setWishes({});
        navigate(`/runs/${run.id}`);
    });
    return (
        <Card
            title="Processes" isFlush
            foot={changed.length > 0 && (
                <>
                    <span className="grow">
                        {changed.map(({ name, count = '?' }) => `${name}: ${count} → ${instances[name]}`).join(', ')}
                    </span>
                    <Button isSmall onClick={() => setWishes({})}>Leave as it is</Button>
                    <Button isSmall kind="primary" isBusy={isBusy} onClick={scale}>Scale</Button>
                </>
            )}
        >
            {error && <div className="card-body"><ProblemNotice error={error} /></div>}
            <ul className="processes">
                {groups.map((group) => (
                    <GroupRow
                        key={group.name} group={group} wanted={wishFor(group, wishes) ?? group.count ?? group.declared}
                        onWant={mayOperate
                            ? (to) => setWishes({ ...wishes, [group.name]: { from: group.count, to } })
                            : undefined}
                    />
                ))}
                {(current.backing ?? []).map((service) => (
                    <li key={service.name} className="process"><ProcessRow process={service} note="service" /></li>
                ))}
            </ul>
        </Card>
    );
}

function GroupRow({ group, wanted, onWant }: {
    group: ProcessGroup; wanted: number; onWant: ((count: number) => void) | undefined;
}) {
    return (
        <li className="process">
            <div className="row row-between">
                <span className="row">
                    <span className="strong">{group.name}</span>
                    <span className="small soft">
                        {group.count === undefined
                            ? `${grouped(group.declared)} declared`
                            : counted(group.count, 'process', 'processes')}
                    </span>
                </span>
                {onWant && (
                    <span className="stepper" role="group" aria-label={`Processes of ${group.name}`}>
                        <Button
                            kind="ghost" isSmall aria-label={`One ${group.name} less`} disabled={wanted <= group.least}
                            onClick={() => onWant(wanted - 1)}
                        >
                            −
                        </Button>
                        <output className="numeric">{wanted}</output>
                        <Button
                            kind="ghost" isSmall aria-label={`One ${group.name} more`}
                            disabled={wanted >= mostInstances} onClick={() => onWant(wanted + 1)}
                        >
                            +
                        </Button>
                    </span>
                )}
            </div>
            {group.processes.map((process) => <ProcessRow key={process.name} process={process} />)}
        </li>
    );
}

function ProcessRow({ process, note }: { process: ProcessSnapshot; note?: string }) {
    return (
        <div className="process-row">
            <span className="truncate">
                <code>{process.name}</code>{note && <span className="small soft"> {note}</span>}
            </span>
            <span className="row">
                {process.restarts > 0 && <span className="tiny soft">{counted(process.restarts, 'restart')}</span>}
                <StateBadge
                    state={process.state === 'running' ? 'healthy' : process.state} label={words(process.state)} isPlain
                />
            </span>
            {process.last_exit && process.state !== 'running' && (
                <span className="process-exit">{process.last_exit}</span>
            )}
        </div>
    );
}
