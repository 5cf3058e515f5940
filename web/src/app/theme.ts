// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { showTheme } from './preferences/theme';

// Runs before anything is drawn, so that the page never flashes in the wrong colours.
showTheme();
