// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

extension ContainerSpec {
    /// The body of `POST /containers/create`.
    var json: JSONValue {
        var json: [String: JSONValue] = [
            "Image": .string(image),
            "Env": .strings(environment.map { "\($0)=\($1)" }.sorted()),
            "Labels": .texts(labels),
            "Tty": .bool(hasTerminal),
            "OpenStdin": .bool(keepsInputOpen),
            "StdinOnce": .bool(keepsInputOpen),
            "ExposedPorts": .object(Dictionary(ports.map { ($0.key, [:]) }) { first, _ in first }),
            "HostConfig": .object(hostConfiguration),
        ]
        json["Cmd"] = command.map(JSONValue.strings)
        // An empty list means the image's own to the engine; one empty string means none.
        json["Entrypoint"] = entrypoint.map { .strings($0.isEmpty ? [""] : $0) }
        json["WorkingDir"] = workingDirectory.map(JSONValue.string)
        json["User"] = user.map(JSONValue.string)
        json["Hostname"] = hostname.map(JSONValue.string)
        json["StopSignal"] = stopSignal.map(JSONValue.string)
        json["StopTimeout"] = stopTimeout.map { .integer(Int64($0.wholeMilliseconds + 999) / 1000) }
        json["Healthcheck"] = healthcheck?.json
        if case .named(let name, let aliases) = network, !aliases.isEmpty {
            json["NetworkingConfig"] = ["EndpointsConfig": .object([name: ["Aliases": .strings(aliases)]])]
        }
        return .object(json)
    }

    private var hostConfiguration: [String: JSONValue] {
        var bindings: [String: JSONValue] = [:]
        for port in ports {
            let binding: JSONValue = [
                "HostIp": .string(port.address), "HostPort": .string(port.host.map { String($0) } ?? ""),
            ]
            bindings[port.key] = .array((bindings[port.key]?.array ?? []) + [binding])
        }
        var json: [String: JSONValue] = [
            "PortBindings": .object(bindings),
            "Mounts": .array(mounts.map(\.json)),
            "RestartPolicy": restart.json,
            "ReadonlyRootfs": .bool(hasReadOnlyRoot),
            "CapDrop": .strings(droppedCapabilities),
            "CapAdd": .strings(addedCapabilities),
            "SecurityOpt": .strings((deniesNewPrivileges ? ["no-new-privileges"] : []) + securityOptions),
            "ExtraHosts": .strings(extraHosts.map { "\($0):\($1)" }.sorted()),
            "Init": .bool(hasInit),
            "AutoRemove": .bool(removesItself),
        ]
        json["NetworkMode"] = network.word.map(JSONValue.string)
        if let memory = resources.memory {
            // Equal limits mean no swap at all.
            json["Memory"] = .integer(Int64(memory))
            json["MemorySwap"] = .integer(Int64(memory))
        }
        json["NanoCpus"] = resources.cpus.map { .integer(Int64($0 * 1e9)) }
        json["PidsLimit"] = resources.processes.map { .integer(Int64($0)) }
        json["Ulimits"] = resources.openFiles.map {
            [["Name": "nofile", "Soft": .integer(Int64($0)), "Hard": .integer(Int64($0))]]
        }
        json["LogConfig"] = logging.map { ["Type": .string($0.driver), "Config": .texts($0.options)] }
        return json
    }
}

extension JSONValue {
    static func strings(_ values: [String]) -> JSONValue { .array(values.map(JSONValue.string)) }
    static func texts(_ values: [String: String]) -> JSONValue { .object(values.mapValues(JSONValue.string)) }
}

extension PortMapping {
    /// As the engine names a port, e.g. `80/tcp`.
    fileprivate var key: String { "\(container)/\(transport.rawValue)" }
}

extension NetworkMode {
    fileprivate var word: String? {
        switch self {
        case .engineDefault: nil
        case .none: "none"
        case .host: "host"
        case .named(let name, _): name
        case .container(let id): "container:\(id)"
        }
    }
}

extension ContainerMount {
    fileprivate var json: JSONValue {
        switch self {
        case .volume(let name, let target, let isReadOnly):
            ["Type": "volume", "Source": .string(name), "Target": .string(target), "ReadOnly": .bool(isReadOnly)]
        case .path(let source, let target, let isReadOnly):
            ["Type": "bind", "Source": .string(source), "Target": .string(target), "ReadOnly": .bool(isReadOnly)]
        case .memory(let target, let bytes):
            [
                "Type": "tmpfs", "Target": .string(target),
                // For every user of the container, as /tmp is: Podman's own default is for root alone.
                "TmpfsOptions": ["Mode": 0o1777, "SizeBytes": .integer(Int64(bytes ?? 0))],
            ]
        }
    }
}

extension ContainerRestart {
    fileprivate var json: JSONValue {
        switch self {
        case .never: ["Name": "no"]
        case .onFailure(let limit): ["Name": "on-failure", "MaximumRetryCount": .integer(Int64(limit))]
        case .unlessStopped: ["Name": "unless-stopped"]
        case .always: ["Name": "always"]
        }
    }
}

extension ContainerHealthcheck {
    fileprivate var json: JSONValue {
        var json: [String: JSONValue] = [:]
        switch test {
        case .none: json["Test"] = ["NONE"]
        case .command(let words): json["Test"] = .strings(["CMD"] + words)
        case .shell(let line): json["Test"] = .strings(["CMD-SHELL", line])
        }
        func nanoseconds(_ duration: Duration?) -> JSONValue? {
            duration.map { .integer(Int64($0.wholeMilliseconds) * 1_000_000) }
        }
        json["Interval"] = nanoseconds(interval)
        json["Timeout"] = nanoseconds(timeout)
        json["StartPeriod"] = nanoseconds(startPeriod)
        json["Retries"] = retries.map { .integer(Int64($0)) }
        return .object(json)
    }
}
