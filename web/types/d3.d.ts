// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// What the charts use of D3's modules.

declare module 'd3-scale' {
    export interface ContinuousScale<Domain> {
        (value: Domain): number;
        domain(values: readonly Domain[]): this;
        domain(): Domain[];
        range(values: readonly number[]): this;
        range(): number[];
        invert(value: number): Domain;
        ticks(count?: number): Domain[];
        tickFormat(count?: number, specifier?: string): (value: Domain) => string;
        nice(count?: number): this;
        clamp(on: boolean): this;
    }
    export interface BandScale {
        (value: string): number | undefined;
        domain(values: readonly string[]): this;
        range(values: readonly [number, number]): this;
        rangeRound(values: readonly [number, number]): this;
        padding(share: number): this;
        paddingInner(share: number): this;
        paddingOuter(share: number): this;
        bandwidth(): number;
        step(): number;
    }
    export function scaleLinear(): ContinuousScale<number>;
    export function scaleUtc(): ContinuousScale<Date | number>;
    export function scaleTime(): ContinuousScale<Date | number>;
    export function scaleBand(): BandScale;
}
