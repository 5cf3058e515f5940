// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { createRoot } from 'react-dom/client';
import { App } from './App';
import { pages } from './areas';
import { followSystemTheme } from './preferences/theme';
import { currentPlace } from './router/location';
import { choose } from './router/match';
import { keepScroll } from './router/scroll';
import { SessionProvider } from './session/SessionContext';
import { listenForShortcuts } from './shortcuts/shortcuts';

followSystemTheme();
listenForShortcuts();
keepScroll();
// The page's code comes while the server is asked who is signed in. That it failed shows when the page is.
choose(pages, currentPlace().path)?.[0].load().catch(() => {});
createRoot(document.getElementById('root')!).render(<SessionProvider><App /></SessionProvider>);
