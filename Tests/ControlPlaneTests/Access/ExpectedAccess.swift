// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model

/// Who may call an operation, as a person reading the documentation would say it. Written down apart from the server's
/// own table, so that a mistake there is not repeated here.
enum ExpectedAccess: Sendable {
    /// Anybody at all, whatever they bring along.
    case everyone
    /// Whoever is known.
    case known
    /// People on the page; no programs.
    case page
    /// People and API tokens, but no access tokens: what is made must not outlive them.
    case lasting
    case everywhere(Permission)
    case somewhere(Permission)
    case project(Permission)
    /// The same, or everywhere when there is no such project yet.
    case projectToBe(Permission)
    case run(Permission)
    /// Oneself, or anybody for administrators.
    case readPerson
    /// Oneself on the page, or anybody who may not do more for administrators.
    case changePerson
    /// Anybody who may not do more, for administrators.
    case deletePerson
    /// One's own session, of which other people's are none.
    case ownSession
    /// One's own token, or anybody's for administrators.
    case ownToken

    /// One line for each operation. An operation that is not here fails the tests.
    static let table: [String: ExpectedAccess] = [
        // Monitors and this document
        "getLiveness": .everyone,
        "getReadiness": .everyone,
        "getMetrics": .everywhere(.view),
        "getDocument": .everyone,
        "getKeys": .everyone,
        // Signing in
        "getSetup": .everyone,
        "completeSetup": .everyone,
        "createSetupLink": .everywhere(.own),
        "signIn": .everyone,
        "confirmSecondFactor": .everyone,
        "inspectInvitation": .everyone,
        "acceptInvitation": .everyone,
        "beginDeviceAuthorization": .everyone,
        "pollDeviceAuthorization": .everyone,
        // One's own account
        "getSession": .known,
        "signOut": .page,
        "listSessions": .page,
        "endSession": .ownSession,
        "changePassword": .page,
        "beginTotp": .page,
        "confirmTotp": .page,
        "removeTotp": .page,
        "renewRecoveryCodes": .page,
        "getDevice": .page,
        "approveDevice": .page,
        "denyDevice": .page,
        "listTokens": .known,
        "createToken": .lasting,
        "revokeToken": .ownToken,
        "createAccessToken": .lasting,
        "getPreferences": .known,
        "setPreferences": .known,
        "listNotifications": .known,
        "markNotificationsRead": .known,
        // People
        "listUsers": .everywhere(.administer),
        "createUser": .everywhere(.administer),
        "getUser": .readPerson,
        "changeUser": .changePerson,
        "deleteUser": .deletePerson,
        "listTeams": .everywhere(.administer),
        "createTeam": .everywhere(.administer),
        "getTeam": .everywhere(.administer),
        "changeTeam": .everywhere(.administer),
        "deleteTeam": .everywhere(.administer),
        "listAudit": .everywhere(.administer),
        "verifyAudit": .everywhere(.administer),
        // Projects
        "listProjects": .known,
        "createProject": .everywhere(.deploy),
        "getProject": .project(.view),
        "changeProject": .project(.operate),
        "deleteProject": .project(.operate),
        "listServices": .project(.view),
        "listDeployments": .project(.view),
        "startDeployment": .projectToBe(.deploy),
        "rollBack": .project(.deploy),
        "scaleProject": .project(.operate),
        "listReleases": .project(.view),
        "getRelease": .project(.view),
        "getReleaseManifest": .project(.view),
        "getReleaseFile": .project(.view),
        "readLog": .project(.view),
        "listVariables": .project(.view),
        "getVariable": .project(.view),
        "setVariable": .project(.operate),
        "deleteVariable": .project(.operate),
        "listMissingContents": .somewhere(.deploy),
        "storeContent": .somewhere(.deploy),
        "ask": .known,
        // Runs and events
        "listRuns": .known,
        "getRun": .run(.view),
        "getRunLog": .run(.view),
        "followRun": .run(.view),
        "analyseRun": .run(.view),
        "cancelRun": .run(.deploy),
        "retryRun": .run(.deploy),
        "answerRun": .run(.deploy),
        "getOverview": .known,
        "listEvents": .known,
        "openLive": .known,
        // The installation
        "getInfo": .known,
        "stopServer": .everywhere(.administer),
        "listNodes": .everywhere(.view),
        "giveUpNode": .everywhere(.administer),
        "listSettings": .everywhere(.view),
        "getSetting": .everywhere(.view),
        "setSetting": .everywhere(.administer),
        "resetSetting": .everywhere(.administer),
        "listBackups": .everywhere(.administer),
        "startBackup": .everywhere(.administer),
        "previewPrune": .everywhere(.operate),
        "startPrune": .everywhere(.operate),
        "listCredentials": .everywhere(.operate),
        "getCredentials": .everywhere(.operate),
        "setCredentials": .everywhere(.operate),
        "deleteCredentials": .everywhere(.operate),
    ]
}
