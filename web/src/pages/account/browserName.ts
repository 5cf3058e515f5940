// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

const browsers: [RegExp, string][] = [
    [/\bEdgA?\//, 'Edge'], [/\bOPR\//, 'Opera'], [/\b(Firefox|FxiOS)\//, 'Firefox'], [/\b(Chrome|CriOS|Chromium)\//, 'Chrome'],
    [/\bSafari\//, 'Safari'], [/^curl\//, 'curl'], [/^dextra\b/, 'dextra'],
];
const systems: [RegExp, string][] = [
    [/iPhone|iPad/, 'iOS'], [/Android/, 'Android'], [/Windows/, 'Windows'], [/Mac OS X/, 'macOS'], [/Linux|X11/, 'Linux'],
];

/** `Firefox on Linux` of what a browser says of itself. */
export function browserName(agent: string | undefined): string {
    if (!agent) return 'Unknown';
    const browser = browsers.find(([pattern]) => pattern.test(agent))?.[1] ?? agent.split(/[\s/]/)[0]!;
    const system = systems.find(([pattern]) => pattern.test(agent))?.[1];
    return system ? `${browser} on ${system}` : browser;
}
