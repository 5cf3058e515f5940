// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useState } from 'react';
import { api, ApiError } from '../../../api';
import { navigate, useQueryParameter } from '../../../app/router/location';
import { useMay } from '../../../app/session/SessionContext';
import {
    Button, Card, EmptyState, Icon, PageFrame, problemAt, ProblemNotice, problemElsewhere, TextField, useAction,
} from '../../../kit';
import { resources } from '../../../live/ResourceStore';
import { FirstDeploy } from './FirstDeploy';
import { nameHint, nameProblem, suggestedName } from './projectName';

/** A new project in two steps: its name, and its first deployment. */
export default function CreatePage() {
    const [created] = useQueryParameter('project');
    const mayDeploy = useMay('deploy');
    if (!mayDeploy) {
        return (
            <PageFrame title="New project" isNarrow>
                <div className="card">
                    <EmptyState icon="lock" title="You may look, but not create">
                        Projects are created by people with the role deployer or more. An admin can give it to you.
                    </EmptyState>
                </div>
            </PageFrame>
        );
    }
    return (
        <PageFrame
            title="New project" isNarrow
            text={created ? undefined : 'A project is one application: its releases, variables and addresses.'}
        >
            <ol className="wizard" aria-label="Steps">
                <WizardStep number={1} title="Name it" isDone={created !== ''} isCurrent={created === ''} />
                <WizardStep number={2} title="Deploy it" isDone={false} isCurrent={created !== ''} />
            </ol>
            {created === '' ? <NameForm /> : <FirstDeploy project={created} />}
        </PageFrame>
    );
}

function WizardStep({ number, title, isDone, isCurrent }: {
    number: number; title: string; isDone: boolean; isCurrent: boolean;
}) {
    return (
        <li className={isCurrent ? 'wizard-current' : ''} aria-current={isCurrent ? 'step' : undefined}>
            <span className="wizard-number">{isDone ? <Icon name="check" size={12} label="Done" /> : number}</span>
            {title}
        </li>
    );
}

function NameForm() {
    const [name, setName] = useState('');
    const [create, { isBusy, error, clear }] = useAction(async () => {
        try {
            await api.createProject({ body: { name } });
        } catch (failure) {
            // Whoever comes back to deploy what was created before goes on; what was deployed is somebody's already.
            if (ApiError.from(failure).code !== 'project_exists') throw failure;
            if ((await api.getProject({ path: { project: name } })).last_run) throw failure;
        }
        resources.invalidate('projects');
        navigate(`/new-project?project=${name}`);
    });
    const problem = name === '' ? undefined : nameProblem(name);
    const atName = problemAt(error, 'name', 'project_exists');
    const other = problemElsewhere(error, atName);
    const change = (value: string): void => {
        setName(suggestedName(value));
        clear();
    };
    return (
        <Card>
            <form
                className="stack"
                onSubmit={(event) => {
                    event.preventDefault();
                    if (name !== '' && !problem) create();
                }}
            >
                <TextField
                    label="Name" value={name} onChange={change} isCode autoFocus
                    error={problem ?? atName}
                    placeholder="shop" maxLength={40} autoComplete="off"
                    hint={name === '' ? nameHint : `It will be reached as ${name}, and named so on the command line.`}
                />
                {other && <ProblemNotice error={other} />}
                <div>
                    <Button
                        type="submit" kind="primary" isBusy={isBusy} disabled={name === '' || problem !== undefined}
                    >
                        Create project
                    </Button>
                </div>
            </form>
        </Card>
    );
}
