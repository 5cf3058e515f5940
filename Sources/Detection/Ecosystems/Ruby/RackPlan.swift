// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A Rack application is served by the server its Gemfile names.
enum RackPlan {
    static func make(_ project: RubyProject) -> Plan {
        var plan = Plan()
        let bundle = project.bundle
        if project.source.exists("config.ru") {
            plan.note("config.ru", "is the Rack application")
            if project.declares("puma") != nil {
                plan.start = "\(bundle)puma -b tcp://${HOST:-0.0.0.0}:$PORT"
            } else if project.declares("thin") != nil {
                plan.start = "\(bundle)thin start -a ${HOST:-0.0.0.0} -p $PORT"
            } else {
                plan.start = "\(bundle)rackup --host ${HOST:-0.0.0.0} --port $PORT"
            }
            return plan
        }
        guard let file = project.source.first(of: ["app.rb", "server.rb", "main.rb", "web.rb", "application.rb"]) else {
            return Plan(confidence: 0.4)
        }
        plan.start = "\(bundle)ruby \(file) -o ${HOST:-0.0.0.0} -p $PORT"
        plan.note(file, "is run as a script")
        plan.confidence = 0.8
        return plan
    }
}
