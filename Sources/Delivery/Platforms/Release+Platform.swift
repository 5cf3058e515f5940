// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model

extension Release {
    /// Where it runs; a release keeps its platform, whatever later ones are shipped to.
    var platformName: PlatformName { settings.platform ?? .local }
}
