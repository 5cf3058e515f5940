// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { createRoot } from 'react-dom/client';
import { App } from './App';
import { followSystemTheme } from './preferences/theme';
import { SessionProvider } from './session/SessionContext';
import { listenForShortcuts } from './shortcuts/shortcuts';

followSystemTheme();
listenForShortcuts();
createRoot(document.getElementById('root')!).render(<SessionProvider><App /></SessionProvider>);
