// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { Segments } from '../../kit/Field';
import type { ThemeChoice } from '../preferences/theme';
import { useTheme } from '../preferences/useTheme';

/** Light, dark, or as the system says. */
export function ThemeSwitch() {
    const [choice, choose] = useTheme();
    return (
        <Segments<ThemeChoice>
            label="Colours" value={choice} onChange={choose}
            options={[
                { value: 'light', label: 'Light', icon: 'sun' }, { value: 'dark', label: 'Dark', icon: 'moon' },
                { value: 'system', label: 'System', icon: 'monitor' },
            ]}
        />
    );
}
