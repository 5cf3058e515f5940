// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "thread.h"
#include "process.h"
#include "net.h"
#include "files.h"
#include "memory.h"
