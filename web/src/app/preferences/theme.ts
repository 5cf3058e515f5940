// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/** Which colours are shown: a person's choice, or the system's. */
export type ThemeChoice = 'system' | 'light' | 'dark';

const key = 'dextra.theme';
const systemIsDark = window.matchMedia('(prefers-color-scheme: dark)');

export function themeChoice(): ThemeChoice {
    const kept = localStorage.getItem(key);
    return kept === 'light' || kept === 'dark' ? kept : 'system';
}

/** Shows a choice and keeps it in this browser, so that the next page has it before anything is drawn. */
export function chooseTheme(choice: ThemeChoice): void {
    if (choice === 'system') localStorage.removeItem(key);
    else localStorage.setItem(key, choice);
    showTheme();
}

export function showTheme(): void {
    const choice = themeChoice();
    const isDark = choice === 'dark' || choice === 'system' && systemIsDark.matches;
    document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light';
}

export function followSystemTheme(): void {
    systemIsDark.addEventListener('change', showTheme);
}
