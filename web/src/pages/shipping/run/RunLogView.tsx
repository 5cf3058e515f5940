// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useEffect, useState } from 'react';
import type { Run } from '../../../api';
import { phrase, shortID } from '../../../format/words';
import { Button, EmptyState, ProblemNotice } from '../../../kit';
import { LiveBadge } from '../../../logs/view/LiveBadge';
import { LogViewer } from '../../../logs/view/LogViewer';
import { isOver, notableStep } from '../../../runs/description';
import { useRunLog } from './useRunLog';

/** What the steps of a run wrote. It is drawn anew with every line, and nothing else of the page is. */
export function RunLogView({ run, step, onChoose }: { run: Run; step: string; onChoose: (step: string) => void }) {
    const log = useRunLog(run.id);
    const [target, setTarget] = useState<{ line: number }>();
    const over = isOver(run);
    const failed = over ? notableStep(run) : undefined;

    // The step of the address is shown once its first line has come.
    const first = step ? log.store.firstOf(step) : undefined;
    useEffect(() => {
        if (first !== undefined) setTarget({ line: first });
    }, [step, first]);

    return (
        <div className="run-log">
            {log.error && <ProblemNotice error={log.error} />}
            <LogViewer
                log={log} label="Log of the run" part="Step" fileName={`dextra-run-${shortID(run.id)}.log`}
                isFollowing={!over && !step} target={target}
                status={!over && <LiveBadge />}
                filters={failed !== undefined && failed !== step && log.store.firstOf(failed) !== undefined && (
                    <Button isSmall onClick={() => onChoose(failed)}>Go to {phrase(failed)}</Button>
                )}
                empty={over
                    ? (
                        <EmptyState icon="logs" title="No output">
                            The steps of this run wrote nothing, or their text is no longer kept.
                        </EmptyState>
                    )
                    : (
                        <EmptyState icon="logs" title="Nothing yet">
                            What the steps write appears here as they write it.
                        </EmptyState>
                    )}
            />
        </div>
    );
}
