// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
import Primitives

/// What `dextra.yaml` says: settings for every profile, and for each profile what differs there.
///
/// The schema, with an example and every key's bounds, is in `Documentation/dextra.yaml.md`. Everything is optional;
/// an empty file is a valid configuration and means "as detected".
package struct ProjectConfiguration: Sendable, Hashable {
    /// The project's name; nil means that of its folder.
    package var name: ProjectName?
    /// The folder of the member to deploy, relative to the source's root; nil leaves the choice to detection.
    package var root: String?
    package var language: String?
    package var framework: String?
    /// What holds in every profile unless the profile says otherwise.
    package var base: SettingsLayer
    package var profiles: [Profile: SettingsLayer]
    /// The file this was read from, for evidence; `dextra.yaml` unless told otherwise.
    package var file: String

    /// The name the file has in a project's root.
    package static let fileName = "dextra.yaml"

    package init(
        name: ProjectName? = nil, root: String? = nil, language: String? = nil, framework: String? = nil,
        base: SettingsLayer = SettingsLayer(), profiles: [Profile: SettingsLayer] = [:], file: String = fileName
    ) {
        self.name = name
        self.root = root
        self.language = language
        self.framework = framework
        self.base = base
        self.profiles = profiles
        self.file = file
    }

    /// The settings of one profile: its own over the base over the defaults.
    package func settings(for profile: Profile) -> ProfileSettings {
        ProfileSettings(profiles[profile].map { $0.over(base) } ?? base)
    }
}
