(use-modules (web server) (web request) (web response))

(define port (string->number (or (getenv "PORT") "8080")))

(run-server
 (lambda (request body)
   (values '((content-type . (text/plain))) "hello from guile\n"))
 'http
 (list #:port port #:addr INADDR_ANY))
