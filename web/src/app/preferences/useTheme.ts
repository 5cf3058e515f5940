// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useCallback, useEffect } from 'react';
import { chooseTheme, ThemeChoice, themeChoice } from './theme';
import { usePreference } from './usePreference';

/** The person's choice of colours: the same on all their devices, and kept in this browser for the next page's beginning. */
export function useTheme(): [ThemeChoice, (choice: ThemeChoice) => void] {
    const [{ choice }, keep] = usePreference<{ choice: ThemeChoice }>('theme', { choice: themeChoice() });
    useEffect(() => {
        if (choice !== themeChoice()) chooseTheme(choice);
    }, [choice]);
    const choose = useCallback((next: ThemeChoice) => {
        chooseTheme(next);
        keep({ choice: next });
    }, [keep]);
    return [choice, choose];
}
