// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { type ReactNode, useMemo, useState } from 'react';
import type { PageProps } from '../../../app/Area';
import { Link } from '../../../app/router/Link';
import { navigate, useQueryParameter } from '../../../app/router/location';
import { useMayIn } from '../../../app/session/SessionContext';
import { api, newIdempotencyKey, type Run } from '../../../api';
import { shortID } from '../../../format/words';
import {
    Button, Card, ConfirmDialog, Elapsed, ExternalLink, LoadedPage, PageFrame, ProblemNotice, Progress, StateBadge, Time, useAction, words,
} from '../../../kit';
import { resources } from '../../../live/ResourceStore';
import { useEvents } from '../../../live/useLive';
import { useResource } from '../../../live/useResource';
import {
    isOver, originOf, outcomeOf, profileOf, projectName, requester, runReason, runStage, runTitle,
} from '../../../runs/description';
import { FailureReport } from '../FailureReport';
import { runChanges } from '../runChanges';
import { RunQuestion } from '../RunQuestion';
import { useProjectNames } from '../useProjects';
import { RunLogView } from './RunLogView';
import { StepTimeline } from './StepTimeline';

/** One run: where it stands, what its steps took and wrote, and why it failed. */
export default function RunPage({ parameters }: PageProps) {
    const id = parameters.run!;
    const run = useResource(
        `runs/${id}`, (signal) => api.getRun({ path: { run: id }, signal }), [{ types: runChanges, run: id }]);
    return (
        <LoadedPage title="Run" resource={run}>
            {(data) => <RunView key={data.id} run={data} />}
        </LoadedPage>
    );
}

function RunView({ run }: { run: Run }) {
    const names = useProjectNames();
    const mayDeploy = useMayIn(run.project_id, 'deploy');
    const [step, setStep] = useQueryParameter('step');
    const message = useProgressMessage(run);
    const chosen = run.steps.find(({ name }) => name === step);
    const title = runTitle(run, names);
    const over = isOver(run);
    const outcome = outcomeOf(run);
    return (
        <PageFrame
            title={title} heading={<>{title}<StateBadge state={run.state} /></>}
            text={over ? outcome && <Outcome {...outcome} /> : <>{runStage(run)}{message && <span className="soft">: {message}</span>}</>}
            actions={mayDeploy && <RunActions run={run} title={title} />}
        >
            {!over && <Progress value={run.progress} label={`${title}: progress`} />}
            <RunQuestion run={run} />
            {run.failure && <FailureReport failure={run.failure} />}
            {chosen?.failure && chosen.failure.message !== run.failure?.message && <FailureReport failure={chosen.failure} />}
            <RunFacts run={run} projectNames={names} />
            <div className="run-columns">
                <Card title="Steps" isFlush>
                    <StepTimeline
                        run={run} chosen={step || undefined} onChoose={(name) => setStep(name === step ? '' : name)}
                    />
                </Card>
                <RunLogView run={run} step={step} onChoose={setStep} />
            </div>
        </PageFrame>
    );
}

/** What everybody waited for: where the release is. */
function Outcome({ release, urls }: { release: number; urls: readonly string[] }) {
    return (
        <span className="addresses">
            Release v{release} went live at
            {urls.map((url) => <ExternalLink key={url} to={url} />)}
        </span>
    );
}

function RunFacts({ run, projectNames }: { run: Run; projectNames: ReadonlyMap<string, string> }) {
    const project = projectName(run, projectNames);
    const profile = profileOf(run);
    const origin = originOf(run);
    const reason = runReason(run);
    const who = requester(run);
    return (
        <dl className="strip">
            {project !== undefined && <Fact name="Project"><Link to={`/projects/${project}`}>{project}</Link></Fact>}
            {profile !== undefined && <Fact name="Profile">{words(profile)}</Fact>}
            {who !== undefined && <Fact name="Asked for by">{who}</Fact>}
            {reason !== undefined && <Fact name="Why">{reason}</Fact>}
            {origin && <Fact name="Change">{origin.subject}</Fact>}
            {origin && (
                <Fact name="Commit">
                    <code>{origin.commit.slice(0, 8)}</code> {origin.branch} by {origin.author}{origin.dirty && ', with changes'}
                </Fact>
            )}
            <Fact name="Asked for"><Time at={run.created_at} /></Fact>
            {run.started_at !== undefined && (
                <Fact name={run.finished_at ? 'Took' : 'Runs for'}>
                    <Elapsed from={run.started_at} to={run.finished_at} />
                </Fact>
            )}
            <Fact name="Run"><code>{shortID(run.id)}</code></Fact>
        </dl>
    );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
    return <div><dt>{name}</dt><dd>{children}</dd></div>;
}

/** Cancel what goes on; do again what failed. */
function RunActions({ run, title }: { run: Run; title: string }) {
    const [isAsking, setAsking] = useState(false);
    const [key] = useState(newIdempotencyKey);
    const [retry, { isBusy, error }] = useAction(async () => {
        const next = await api.retryRun({ path: { run: run.id }, idempotencyKey: key });
        resources.put(`runs/${next.id}`, next);
        navigate(`/runs/${next.id}`);
    });
    const mayRetry = ['failed', 'cancelled', 'rolled_back', 'partial'].includes(run.state);
    return (
        <>
            {error && <ProblemNotice error={error} />}
            {mayRetry && <Button icon="refresh" isBusy={isBusy} onClick={retry}>Try again</Button>}
            {!isOver(run) && (
                <Button kind="danger" icon="stop" disabled={run.state === 'cancelling'} onClick={() => setAsking(true)}>
                    {run.state === 'cancelling' ? 'Cancelling' : 'Cancel'}
                </Button>
            )}
            {isAsking && (
                <ConfirmDialog
                    title={`Cancel “${title}”?`} action="Cancel the run" onClose={() => setAsking(false)}
                    onConfirm={async () => resources.put(`runs/${run.id}`, await api.cancelRun({ path: { run: run.id } }))}
                >
                    <p>The running step is stopped and what was done before is undone. What serves now goes on serving.</p>
                </ConfirmDialog>
            )}
        </>
    );
}

/** What the running step says of itself. */
function useProgressMessage(run: Run): string | undefined {
    const [said, setSaid] = useState<{ step: string; message: string }>();
    useEvents([{ types: ['run.progress'], run: run.id }], ({ data }) => {
        const { step, message } = (data ?? {}) as { step?: string; message?: string };
        if (step && message) setSaid({ step, message });
    });
    const running = useMemo(() => run.steps.find(({ state }) => state === 'running')?.name, [run]);
    return said?.step === running ? said?.message : undefined;
}
