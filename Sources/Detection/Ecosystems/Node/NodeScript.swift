// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// The text of one script of a package.json.
struct NodeScript {
    let text: String

    init(_ text: String) { self.text = text }

    private var words: [Substring] { text.split(separator: " ") }

    /// Whether it starts a development server, which watches files and is not meant to face users.
    var isDevelopment: Bool {
        let commands = text.split(whereSeparator: { "&|;".contains($0) }).map { $0.trimmed() }
        return commands.contains { command in
            var parts = command.split(separator: " ").drop { $0.contains("=") || $0 == "cross-env" || $0 == "npx" }
            guard let tool = parts.popFirst() else { return false }
            let argument = parts.first ?? ""
            switch tool {
            case "nodemon", "ts-node-dev", "react-scripts", "concurrently", "webpack-dev-server", "live-server",
                "browser-sync", "start-storybook", "expo", "ionic", "slidev", "elm-live":
                return true
            case "hexo", "gridsome", "vuepress", "vitepress", "umi", "max", "dojo", "brunch", "polymer", "rspress",
                "rsbuild", "nuxi", "sanity", "stencil", "rw", "keystone", "strapi", "medusa", "shopify", "waku",
                "wrangler", "vercel", "netlify", "webpack", "docusaurus":
                return ["dev", "develop", "development", "serve", "server", "watch", "-s"].contains(argument)
                    || (tool == "docusaurus" && argument == "start")
                    || (tool == "webpack" && argument != "build" && command.holds("serve"))
            case "vite": return argument != "build" && argument != "preview"
            case "parcel": return argument != "build"
            case "next", "nuxt", "astro", "remix", "gatsby", "vinxi", "react-router":
                return ["dev", "develop"].contains(argument)
            case "ng", "vue-cli-service", "ember", "eleventy": return ["serve", "server", "s"].contains(argument)
            case "nest": return argument == "start"
            case "nx": return argument == "serve" || argument == "dev"
            case "tsx": return argument == "watch" || command.holds(" --watch")
            case "node": return command.holds(" --watch") || command.holds("ace serve")
            case "bun": return command.holds(" --watch") || command.holds(" --hot")
            default: return false
            }
        }
    }

    /// The file a plain `node file` runs, or `bun run file`.
    var file: String? {
        guard let tool = words.first, tool == "node" || tool == "bun",
            let file = words.dropFirst().first(where: { !$0.hasPrefix("-") && !(tool == "bun" && $0 == "run") }),
            tool == "node" || file.contains(".")
        else { return nil }
        return String(file.hasPrefix("./") ? file.dropFirst(2) : file)
    }

    /// The script's own command where it is a plain `node file`: without npm in between the process gets its signals and
    /// its exit status is its own. nil where a shell, hooks or anything else is needed.
    func direct(in project: NodeProject, named name: String) -> String? {
        guard let file, project.script("pre\(name)") == nil, project.script("post\(name)") == nil,
            text.utf8.allSatisfy({ $0.isWordByte || " ./-=:@".utf8.contains($0) }), file.splitPath().name != "watch"
        else { return nil }
        return text
    }
}
