(import (chicken tcp) (chicken io) (chicken process-context) (chicken port))

(define listener (tcp-listen (string->number (or (get-environment-variable "PORT") "8080"))))

(define (skip-head in)
  (let ((line (read-line in)))
    (unless (or (eof-object? line) (string=? line "")) (skip-head in))))

(let loop ()
  (let-values (((in out) (tcp-accept listener)))
    (skip-head in)
    (write-string "HTTP/1.1 200 OK\r\ncontent-length: 19\r\nconnection: close\r\n\r\nhello from chicken\n" #f out)
    (close-output-port out)
    (close-input-port in)
    (loop)))
