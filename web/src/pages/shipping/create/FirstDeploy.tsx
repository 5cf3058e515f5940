// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { api } from '../../../api';
import {
    ButtonLink, Card, CommandLine, ExternalLink, Loaded, Notice, Progress, StateBadge, Tabs,
} from '../../../kit';
import { useQueryParameter } from '../../../app/router/location';
import { useResource } from '../../../live/useResource';
import { isOver, runStage } from '../../../runs/description';
import { deployCommand } from '../deployCommand';
import { FailureReport } from '../FailureReport';
import { mainProfile } from '../ProjectCard';
import { StepTimeline } from '../run/StepTimeline';
import { runChanges } from '../runChanges';

const refreshOn = [{ types: [...runChanges, 'release.active', 'project.'] }];

/** Teaches the first deployment of a project, and shows it as soon as somebody begins it. */
export function FirstDeploy({ project }: { project: string }) {
    const [way] = useQueryParameter('way', 'folder');
    const status = useResource(
        `projects/${project}`, (signal) => api.getProject({ path: { project }, signal }), refreshOn);
    const address = (chosen: string): string => `/new-project?project=${project}${chosen === 'folder' ? '' : `&way=${chosen}`}`;
    return (
        <Loaded resource={status}>
            {(found) => {
                const run = found.last_run;
                const active = mainProfile(found)?.active;
                return (
                    <>
                        <Card
                            title={`Deploy ${project}`}
                            text="From where its source is. Nothing has to be prepared: Dextra finds out what it is."
                        >
                            <div className="stack">
                                <Tabs
                                    label="Where the source is" tabs={[
                                        { title: 'This computer', to: address('folder'), isCurrent: way === 'folder' },
                                        { title: 'A CI job', to: address('ci'), isCurrent: way === 'ci' },
                                    ]}
                                />
                                {way === 'folder' ? <FromFolder project={project} /> : <FromJob project={project} />}
                            </div>
                        </Card>
                        {run
                            ? (
                                <Card
                                    title={(
                                        <span className="row">
                                            First deployment<StateBadge state={run.state} label={runStage(run)} />
                                        </span>
                                    )}
                                    isFlush
                                    actions={<ButtonLink to={`/runs/${run.id}`} isSmall>Open the run</ButtonLink>}
                                >
                                    {!isOver(run) && (
                                        <Progress
                                            value={run.progress} label="Progress of the deployment" tone="running"
                                        />
                                    )}
                                    <StepTimeline run={run} />
                                    {run.failure && (
                                        <div className="card-body"><FailureReport failure={run.failure} /></div>
                                    )}
                                </Card>
                            )
                            : (
                                <div className="waiting-for" role="status">
                                    <span className="spinner" aria-hidden />
                                    Waiting for the first deployment. It appears here by itself.
                                </div>
                            )}
                        {active && (
                            <Notice
                                tone="success" title={`${project} is live`}
                                action={(
                                    <ButtonLink to={`/projects/${project}`} kind="primary">
                                        Go to the project
                                    </ButtonLink>
                                )}
                            >
                                {mainProfile(found)?.urls.map((url) => (
                                    <p key={url}><ExternalLink to={url} /></p>
                                ))}
                            </Notice>
                        )}
                    </>
                );
            }}
        </Loaded>
    );
}

function FromFolder({ project }: { project: string }) {
    return (
        <ol className="lesson">
            <li>
                <p>Let the command line know this server. It opens a page here that asks you to agree.</p>
                <CommandLine text={`dextra login ${location.origin}`} />
            </li>
            <li>
                <p>Go to the application’s folder, and look at what Dextra makes of it.</p>
                <CommandLine text="dextra detect" />
            </li>
            <li>
                <p>Ship it.</p>
                <CommandLine text={deployCommand(project)} />
            </li>
        </ol>
    );
}

function FromJob({ project }: { project: string }) {
    return (
        <ol className="lesson">
            <li>
                <p>Make a token that may deploy, and give it to the job as a secret named <code>DEXTRA_TOKEN</code>.</p>
                <ButtonLink to="/tokens" isSmall icon="key">Make a token</ButtonLink>
            </li>
            <li>
                <p>Deploy in the job, after the tests.</p>
                <CommandLine text={`DEXTRA_URL=${location.origin} ${deployCommand(project)}`} />
            </li>
        </ol>
    );
}
