// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Docker
import Testing

struct DockerfileOutlineTests {
    @Test func readsWhatABuildNeeds() {
        let outline = DockerfileOutline(
            """
            # syntax=docker/dockerfile:1
            ARG BASE=debian:12 VERSION
            FROM --platform=linux/amd64 registry.example.com/team/base:1 AS Build
            arg node_env="a b" OTHER='c d'
            RUN --mount=type=secret,id=NPM_TOKEN,env=NPM_TOKEN --mount=type=cache,target=/x npm ci
            FROM ${BASE}
            FROM build AS last
            FROM scratch
            FROM debian:12
            COPY --from=build /a /b
            ARG VERSION
            """)
        #expect(outline.arguments == ["BASE", "VERSION", "node_env", "OTHER"])
        #expect(outline.baseImages == ["registry.example.com/team/base:1", "debian:12"])
        #expect(outline.mountedSecrets == ["NPM_TOKEN"])
    }

    @Test(arguments: [
        // Lines that go on, with comments and nothing between them.
        ("ARG \\\n# a comment\n\n  ONE \\\n  TWO\nARG THREE", ["ONE", "TWO", "THREE"]),
        ("# escape=`\nARG ONE `\n TWO\nRUN dir c:\\\nARG THREE", ["ONE", "TWO", "THREE"]),
        ("\r\nARG ONE\r\nARG TWO\r\n", ["ONE", "TWO"]),
        // The bodies of here-documents are no instructions, what only looks like one has no body.
        ("RUN <<EOF\nARG INSIDE\nEOF\nARG OUT", ["OUT"]), ("RUN <<-'END' sh\nARG INSIDE\n\tEND\nARG OUT", ["OUT"]),
        ("COPY <<A <<B /x/\nARG A1\nA\nARG B1\nB\nARG OUT", ["OUT"]), ("RUN echo $((1<<EOF))\nARG OUT", ["OUT"]),
        ("RUN cat <<EOF\nARG OUT", ["OUT"]), ("RUN cat <<<EOF\nARG OUT\nEOF", ["OUT"]),
        ("RUN echo ARG ONE\nENV ARG=1", []), ("ARG", []), ("  arg\tONE", ["ONE"]), ("ARG ONE\\", ["ONE"]), ("", []),
        ("# escape = ` \nARG ONE `\nTWO", ["ONE", "TWO"]), ("FROM a\n# escape=`\nARG ONE \\\nTWO", ["ONE", "TWO"]),
    ])
    func findsTheArgumentsThatAreDeclared(text: String, arguments: [String]) {
        #expect(DockerfileOutline(text).arguments == arguments)
    }
}
