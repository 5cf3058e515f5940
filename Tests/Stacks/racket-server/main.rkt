#lang racket/base
(require web-server/servlet web-server/servlet-env)

(define (start request)
  (response/full 200 #"OK" (current-seconds) #"text/plain" '() (list #"hello from racket\n")))

(serve/servlet start
               #:port (string->number (or (getenv "PORT") "8080"))
               #:listen-ip #f
               #:servlet-regexp #rx""
               #:command-line? #t)
