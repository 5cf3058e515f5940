// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

/// `dextra-shim exec KEY=VALUE… -- COMMAND…`: runs a command under isolation and limits, and ends as it ends.
///
/// Stays as its parent. When the command ends, what it left behind is killed; so is everything when the lifeline's
/// other end closes, that is, when the launcher dies or lets go.
void watch_command(int count, char **arguments) __attribute__((noreturn));
