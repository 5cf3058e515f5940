// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/** Projects, releases and runs by the names that the pages use, and what of them is not in the API's document. */

import type { Profile } from './generated';

export type {
    DeliveryMetrics, EffectClass, EnvironmentEntry, Event, Failure, Node, Overview, ProcessSnapshot, Profile,
    ProfileStatus, Project, ProjectStatus, QuestionAnswer as Answer, Release, ReleaseStatus, Run, RunState, ServiceSnapshot,
    SourceManifest, SourceOrigin, StepRecord as Step, StepState,
} from './generated';

/** In the order in which people care. */
export const profiles: readonly Profile[] = ['production', 'staging', 'development'];

/** Text that a step of a run wrote, as the live connection sends it. */
export interface LogPiece {
    step: string;
    stream: 'stdout' | 'stderr' | 'system';
    /** Bytes of the run's log before this piece. */
    offset: number;
    text: string;
}

/** A line of an application's output, as the live connection sends it. */
export interface LogLine {
    text: string;
    at?: string;
    stream: 'stdout' | 'stderr' | 'system';
    release: number;
    process?: string;
}
