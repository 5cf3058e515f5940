// swift-tools-version: 5.9
// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

let package = Package(name: "hello", targets: [.executableTarget(name: "hello")])
