// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/** Projects, releases and runs, as the API has them. */

export type Profile = 'development' | 'staging' | 'production';
export const profiles: readonly Profile[] = ['production', 'staging', 'development'];

export type RunState =
    | 'pending' | 'running' | 'waiting' | 'cancelling' | 'succeeded' | 'failed' | 'partial' | 'cancelled'
    | 'rolled_back';
export type StepState =
    | 'pending' | 'running' | 'succeeded' | 'failed' | 'skipped' | 'cancelled' | 'compensated'
    | 'compensation_failed';
export type EffectClass = 'keyed' | 'adoptable' | 'repeatable' | 'at_most_once';
export type ReleaseStatus = 'candidate' | 'active' | 'warm' | 'stopped' | 'failed' | 'pruned';
export type Answer = 'retry' | 'continue' | 'abort';

/** Why a run or a step failed. */
export interface Failure {
    code: string;
    category: string;
    message: string;
    hint?: string;
    metadata?: { key: string; value: string }[];
    cause?: Failure | string;
    retryable?: boolean;
}

export interface Project {
    id: string;
    name: string;
    created_at: string;
    ordinal: number;
    node?: string;
}

export interface Step {
    name: string;
    effect: EffectClass;
    state: StepState;
    attempt: number;
    weight: number;
    started_at?: string;
    finished_at?: string;
    output?: unknown;
    failure?: Failure;
}

export interface Run {
    id: string;
    kind: string;
    kind_version: number;
    subject: string;
    project_id?: string;
    input: unknown;
    state: RunState;
    /** 0 to 100. */
    progress: number;
    created_at: string;
    started_at?: string;
    finished_at?: string;
    steps: Step[];
    output?: unknown;
    failure?: Failure;
    question?: { text: string; answers: Answer[] };
    node?: string;
}

export interface SourceOrigin {
    commit: string;
    branch?: string;
    dirty: boolean;
    author: string;
    subject: string;
}

export interface Release {
    id: string;
    project_id: string;
    profile: Profile;
    number: number;
    run_id: string;
    source: string;
    artifact: string;
    image?: string;
    blueprint: Record<string, unknown>;
    environment: { name: string; value?: string; secret?: string }[];
    settings: Record<string, unknown>;
    status: ReleaseStatus;
    created_at: string;
    activated_at?: string;
    origin?: SourceOrigin;
    secret_marks?: Record<string, string>;
    ended?: 'superseded' | 'rolled_back';
    ended_at?: string;
}

/** Every file of a release's source. */
export interface Manifest {
    files: ManifestFile[];
}

/** A file with its SHA-256, or a link. */
export interface ManifestFile {
    path: string;
    digest?: string;
    size?: number;
    executable?: boolean;
    symlink?: string;
}

export interface ProcessSnapshot {
    name: string;
    state: string;
    restarts: number;
    last_exit?: string;
}

export interface ServiceSnapshot {
    state: string;
    pid?: number;
    started_at?: string;
    restarts: number;
    last_exit?: string;
    processes?: ProcessSnapshot[];
}

export interface ProfileStatus {
    profile: Profile;
    urls: string[];
    active?: Release;
    warm?: Release;
    service?: ServiceSnapshot;
    backing?: ProcessSnapshot[];
}

export interface ProjectStatus {
    project: Project;
    profiles: ProfileStatus[];
    last_run?: Run;
    node?: Node;
}

export interface EnvironmentEntry {
    name: string;
    secret: boolean;
    value: string;
    mark?: string;
}

export interface Event {
    cursor: number;
    at: string;
    type: string;
    subject: string;
    run_id?: string;
    data: unknown;
}

export interface LogPiece {
    step: string;
    stream: 'stdout' | 'stderr' | 'system';
    /** Bytes of the run's log before this piece. */
    offset: number;
    text: string;
}

export interface LogLine {
    text: string;
    at?: string;
    stream: 'stdout' | 'stderr' | 'system';
    release: number;
    process?: string;
}

export interface Overview {
    projects: number;
    running: Run[];
    failed: Run[];
    waiting: Run[];
    metrics: {
        success_rate?: number;
        lead_time_seconds?: number;
        change_failure_rate?: number;
        time_to_restore_seconds?: number;
        days: { date: string; succeeded: number; failed: number }[];
    };
}

export interface Node {
    id: string;
    name: string;
    version: string;
    started_at: string;
    seen_at: string;
    live: boolean;
}
