// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// What the charts use of D3's modules.

declare module 'd3-array' {
    export function max<T>(values: Iterable<T>, of: (value: T) => number | undefined): number | undefined;
    export function min<T>(values: Iterable<T>, of: (value: T) => number | undefined): number | undefined;
    export function extent<T>(values: Iterable<T>, of: (value: T) => number): [number, number] | [undefined, undefined];
    export function bisector<T>(of: (value: T) => number): { left(values: readonly T[], at: number): number };
}

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

declare module 'd3-shape' {
    export interface CurveFactory {
        (context: unknown): unknown;
    }
    export const curveMonotoneX: CurveFactory;
    export const curveStepAfter: CurveFactory;
    export interface Line<T> {
        (values: readonly T[]): string | null;
        x(of: (value: T, index: number) => number): this;
        y(of: (value: T, index: number) => number): this;
        defined(holds: (value: T) => boolean): this;
        curve(factory: CurveFactory): this;
    }
    export interface Area<T> extends Omit<Line<T>, 'y'> {
        (values: readonly T[]): string | null;
        y0(of: number | ((value: T, index: number) => number)): this;
        y1(of: number | ((value: T, index: number) => number)): this;
    }
    export function line<T>(): Line<T>;
    export function area<T>(): Area<T>;
}

declare module 'd3-time-format' {
    export function utcFormat(specifier: string): (at: Date) => string;
    export function timeFormat(specifier: string): (at: Date) => string;
}

declare module 'd3-format' {
    export function format(specifier: string): (value: number) => string;
}
