// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useMay } from '../../../app/session/SessionContext';
import { ButtonLink, CommandLine, PageFrame } from '../../../kit';

/** For whoever comes first: how the first application gets here. */
export function Welcome() {
    const mayDeploy = useMay('deploy');
    return (
        <PageFrame
            title="Overview" heading="Welcome to Dextra" isNarrow
            text="There is no project yet. The first one takes a minute."
        >
            <div className="card card-body">
                <ol className="lesson">
                    <li>
                        <p>Let the command line know this server. It opens a page here that asks you to agree.</p>
                        <CommandLine text={`dextra login ${location.origin}`} />
                    </li>
                    <li>
                        <p>Go to the folder of an application, whatever it is written in, and ship it.</p>
                        <CommandLine text="dextra deploy" />
                    </li>
                    <li>
                        <p>Watch it here: this page shows it as soon as it begins.</p>
                        {mayDeploy && <ButtonLink to="/new-project" icon="plus">Or create a project first</ButtonLink>}
                    </li>
                </ol>
            </div>
        </PageFrame>
    );
}
