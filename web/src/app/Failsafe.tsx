// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { Component, ReactNode } from 'react';
import { ApiError } from '../api';
import { Button } from '../kit/Button';
import { ProblemNotice } from '../kit/Notice';

/** Keeps a page that breaks from taking the others with it. A server of another version has other files: reload. */
export class Failsafe extends Component<{ children: ReactNode }, { error?: ApiError }> {
    override state: { error?: ApiError } = {};

    static getDerivedStateFromError(error: unknown): { error: ApiError } {
        return { error: ApiError.from(error) };
    }

    override render(): ReactNode {
        if (!this.state.error) return this.props.children;
        return (
            <div className="page">
                <h1>This page could not be shown</h1>
                <ProblemNotice error={this.state.error} />
                <div><Button kind="primary" icon="refresh" onClick={() => location.reload()}>Load it again</Button></div>
            </div>
        );
    }
}
