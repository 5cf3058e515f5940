// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

package typealias ProjectID = Identifier<Project>
package typealias RunID = Identifier<Run>
package typealias ReleaseID = Identifier<Release>
package typealias NodeID = Identifier<Node>
package typealias UserID = Identifier<User>
package typealias TeamID = Identifier<Team>
package typealias TokenID = Identifier<APIToken>
package typealias SessionID = Identifier<Session>
