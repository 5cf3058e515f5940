// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
//
// libcurl, and its variadic functions once for each type of argument.
#pragma once
#include <curl/curl.h>

typedef size_t (*dx_curl_bytes)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode dx_curl_set_number(CURL *easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}
static inline CURLcode dx_curl_set_size(CURL *easy, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(easy, option, value);
}
static inline CURLcode dx_curl_set_text(CURL *easy, CURLoption option, const char *value) {
    return curl_easy_setopt(easy, option, value);
}
static inline CURLcode dx_curl_set_pointer(CURL *easy, CURLoption option, void *value) {
    return curl_easy_setopt(easy, option, value);
}
static inline CURLcode dx_curl_set_copy(CURL *easy, CURLoption option, const void *bytes, size_t count) {
    struct curl_blob blob = {.data = (void *)bytes, .len = count, .flags = CURL_BLOB_COPY};
    return curl_easy_setopt(easy, option, &blob);
}
static inline CURLcode dx_curl_set_function(CURL *easy, CURLoption option, dx_curl_bytes function) {
    return curl_easy_setopt(easy, option, function);
}

static inline long dx_curl_number(CURL *easy, CURLINFO info) {
    long value = 0;
    return curl_easy_getinfo(easy, info, &value) == CURLE_OK ? value : 0;
}
// Times are in microseconds.
static inline curl_off_t dx_curl_time(CURL *easy, CURLINFO info) {
    curl_off_t value = 0;
    return curl_easy_getinfo(easy, info, &value) == CURLE_OK ? value : 0;
}

// The next transfer that has ended and how; NULL when there is none.
static inline CURL *dx_curl_ended(CURLM *multi, CURLcode *outcome) {
    int left;
    for (CURLMsg *message; (message = curl_multi_info_read(multi, &left));) {
        if (message->msg != CURLMSG_DONE) continue;
        *outcome = message->data.result;
        return message->easy_handle;
    }
    return NULL;
}

// One transfer at a time on each: with several, one that is paused can hold up the others for as long as nobody reads it
// (libcurl before 8.1 keeps one buffer for all streams of a connection, curl/curl#10988).
static inline void dx_curl_keep_connections(CURLM *multi, long count) {
    curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, count);
    curl_multi_setopt(multi, CURLMOPT_PIPELINING, CURLPIPE_NOTHING);
}
