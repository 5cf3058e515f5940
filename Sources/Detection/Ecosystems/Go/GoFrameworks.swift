// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Framework<GoProject> {
    static let go: [Framework] = [
        library("gin", "Gin", "github.com/gin-gonic/gin", "https://gin-gonic.com/docs/"),
        library("echo", "Echo", "github.com/labstack/echo", "https://echo.labstack.com/docs"),
        library("fiber", "Fiber", "github.com/gofiber/fiber", "https://docs.gofiber.io/"),
        library("chi", "chi", "github.com/go-chi/chi", "https://go-chi.io/"),
        library("gorilla", "gorilla/mux", "github.com/gorilla/mux", "https://github.com/gorilla/mux"),
        library("hertz", "Hertz", "github.com/cloudwego/hertz", "https://www.cloudwego.io/docs/hertz/"),
        library("buffalo", "Buffalo", "github.com/gobuffalo/buffalo", "https://gobuffalo.io/documentation/"),
        library("fuego", "Fuego", "github.com/go-fuego/fuego", "https://go-fuego.github.io/fuego/docs/"),
        library("huma", "Huma", "github.com/danielgtaylor/huma", "https://huma.rocks/"),
        library("goframe", "GoFrame", "github.com/gogf/gf", "https://goframe.org/en/"),
        library("kratos", "Kratos", "github.com/go-kratos/kratos", "https://go-kratos.dev/docs/"),
        library("revel", "Revel", "github.com/revel/revel", "https://revel.github.io/"),
        library(
            "httprouter", "httprouter", "github.com/julienschmidt/httprouter",
            "https://github.com/julienschmidt/httprouter"),
        library("connect", "Connect", "connectrpc.com/connect", "https://connectrpc.com/docs/go/getting-started/"),
        Framework(
            slug: "pocketbase", name: "PocketBase", signals: [.package("github.com/pocketbase/pocketbase")],
            document: "https://pocketbase.io/docs/going-to-production/",
            plan: { project in
                var plan = project.programPlan
                plan.start = plan.start.map { "\($0) serve --http=${HOST:-0.0.0.0}:$PORT" }
                plan.healthPath = plan.start == nil ? nil : "/api/health"
                return plan
            }),
        library("beego", "Beego", "github.com/beego/beego", "https://beego.wiki/docs/"),
        library("iris", "Iris", "github.com/kataras/iris", "https://www.iris-go.com/docs/"),
    ]

    /// Go's web libraries differ in name only: each is linked into the one program.
    private static func library(_ slug: String, _ name: String, _ path: String, _ document: String) -> Framework {
        Framework(slug: slug, name: name, signals: [.package(path)], document: document, plan: { $0.programPlan })
    }
}

extension GoProject {
    /// Built into `bin/app` and run from there, whatever the library.
    var programPlan: Plan {
        guard let program = mainPackage else {
            var plan = Plan(confidence: 0.4)
            let names = programs.map(\.path).joined(separator: ", ")
            plan.note(
                "go.mod".inFolder(folder),
                programs.isEmpty ? "is a module without a main package" : "has several programs: \(names)")
            return plan
        }
        var plan = Plan(build: "go build -o bin/app \(program.path.shellQuoted)", start: "./bin/app", confidence: 0.95)
        plan.port = ListeningPort.fixed(in: source.text(program.file) ?? "")
        plan.note(program.file, "is the program")
        return plan
    }
}
