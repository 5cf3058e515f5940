// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
//
// OpenSSL 3, and what it offers as function-like macros only.
#pragma once
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/sha.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>
#include <stdbool.h>

// What both roles share: TLS 1.2 or newer, security level 2, and no buffers while a connection is idle.
static inline void dx_tls_configure(SSL_CTX *context) {
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_security_level(context, 2);
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
    // Tickets carry the sessions; a cache would only hold memory.
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
}

static inline void dx_tls_on_server_name(SSL_CTX *context, int (*callback)(SSL *, int *, void *)) {
    SSL_CTX_set_tlsext_servername_callback(context, callback);
}

static inline int dx_tls_ask_for(SSL *connection, const char *server_name) {
    return (int)SSL_set_tlsext_host_name(connection, server_name);
}

// Whether the last read of a BIO found nothing and is to be tried again.
static inline void dx_wire_waits(BIO *wire, bool waits) {
    BIO_clear_retry_flags(wire);
    if (waits) BIO_set_retry_read(wire);
}

static inline STACK_OF(X509) *dx_chain_make(void) { return sk_X509_new_null(); }
static inline int dx_chain_add(STACK_OF(X509) *chain, X509 *certificate) { return sk_X509_push(chain, certificate); }
static inline void dx_chain_free(STACK_OF(X509) *chain) { sk_X509_pop_free(chain, X509_free); }

// The subject's alternative names; NULL when there are none.
static inline GENERAL_NAMES *dx_names_of(X509 *certificate) {
    return (GENERAL_NAMES *)X509_get_ext_d2i(certificate, NID_subject_alt_name, NULL, NULL);
}
static inline int dx_names_count(GENERAL_NAMES *names) { return sk_GENERAL_NAME_num(names); }
// A DNS name and its length; NULL for names of another kind.
static inline const unsigned char *dx_name_at(GENERAL_NAMES *names, int index, int *length) {
    GENERAL_NAME *name = sk_GENERAL_NAME_value(names, index);
    if (name->type != GEN_DNS) return NULL;
    *length = ASN1_STRING_length(name->d.dNSName);
    return ASN1_STRING_get0_data(name->d.dNSName);
}

// SHA-256 whose state is a plain value, which the EVP functions that OpenSSL would have one call instead don't offer.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
static inline void dx_sha256_init(SHA256_CTX *state) { SHA256_Init(state); }
static inline void dx_sha256_update(SHA256_CTX *state, const void *bytes, size_t count) {
    SHA256_Update(state, bytes, count);
}
static inline void dx_sha256_final(SHA256_CTX *state, unsigned char *digest) { SHA256_Final(digest, state); }
#pragma GCC diagnostic pop
