// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

let port = UInt16(getenv("PORT").map { String(cString: $0) } ?? "8080") ?? 8080
let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
var address = sockaddr_in()
address.sin_family = sa_family_t(AF_INET)
address.sin_port = port.bigEndian
let bound = withUnsafePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(server, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
    }
}
guard bound == 0, listen(server, 64) == 0 else { exit(1) }
while true {
    let client = accept(server, nil, nil)
    var request = [UInt8](repeating: 0, count: 4096)
    _ = read(client, &request, request.count)
    let answer = "HTTP/1.1 200 OK\r\ncontent-length: 17\r\nconnection: close\r\n\r\nhello from swift\n"
    _ = send(client, answer, answer.utf8.count, Int32(MSG_NOSIGNAL))
    close(client)
}
