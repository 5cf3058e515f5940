// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { api, type Answer, type Run, sentence } from '../../api';
import { useMayIn } from '../../app/session/SessionContext';
import { Button, Notice, ProblemNotice, useAction } from '../../kit';
import { resources } from '../../live/ResourceStore';

const labels: Record<Answer, { title: string; says: string }> = {
    retry: { title: 'Do it again', says: 'The step is begun once more.' },
    continue: { title: 'It happened, go on', says: 'The step is taken as done.' },
    abort: { title: 'Give up', says: 'What was done before is undone.' },
};

/** What a waiting run asks, with a button for each answer to those who may deploy its project. */
export function RunQuestion({ run }: { run: Run }) {
    const mayAnswer = useMayIn(run.project_id, 'deploy');
    const [answer, { isBusy, error }] = useAction(async (chosen: Answer) => {
        resources.put(`runs/${run.id}`, await api.answerRun({ path: { run: run.id }, body: { answer: chosen } }));
        resources.invalidate('overview');
    });
    if (!run.question) return null;
    return (
        <Notice tone="warning" title="A person has to decide">
            <p>{sentence(run.question.text)}</p>
            {error && <ProblemNotice error={error} />}
            {mayAnswer
                ? (
                    <div className="answers">
                        {run.question.answers.map((one) => (
                            <Button
                                key={one} isSmall isBusy={isBusy} kind={one === 'abort' ? 'danger' : 'plain'}
                                onClick={() => answer(one)} title={labels[one].says}
                            >
                                {labels[one].title}
                            </Button>
                        ))}
                    </div>
                )
                : <p className="small soft">Somebody who may deploy can answer.</p>}
        </Notice>
    );
}
