// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Dockerfiles

/// What `dextra dockerfile --json` prints.
struct DockerfileReport: Encodable {
    /// False when the source's own Dockerfile is shown.
    let generated: Bool
    /// Where the source's own Dockerfile lies, or the generated one was written; nil when it was only printed.
    let file: String?
    let dockerfile: String
    let dockerignore: String?
    let baseImages: [String]
    let port: Int?
    let hasHealthCheck: Bool?
    let notes: [String]

    private enum CodingKeys: String, CodingKey {
        case generated, file, dockerfile, dockerignore
        case baseImages = "base_images"
        case port
        case hasHealthCheck = "has_health_check"
        case notes
    }

    init(own file: ContainerFile) {
        generated = false
        self.file = file.path
        dockerfile = file.text
        (dockerignore, baseImages, port, hasHealthCheck, notes) = (nil, [], nil, nil, [])
    }

    init(_ made: GeneratedDockerfile, file: String?) {
        generated = true
        self.file = file
        dockerfile = made.text
        dockerignore = made.ignore
        baseImages = made.baseImages
        port = made.port
        hasHealthCheck = made.hasHealthCheck
        notes = made.notes
    }

    /// Writes every key, null where unknown, so that programs can rely on the shape.
    func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(generated, forKey: .generated)
        try values.encode(file, forKey: .file)
        try values.encode(dockerfile, forKey: .dockerfile)
        try values.encode(dockerignore, forKey: .dockerignore)
        try values.encode(baseImages, forKey: .baseImages)
        try values.encode(port, forKey: .port)
        try values.encode(hasHealthCheck, forKey: .hasHealthCheck)
        try values.encode(notes, forKey: .notes)
    }
}
