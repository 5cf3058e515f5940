       IDENTIFICATION DIVISION.
       PROGRAM-ID. HELLO.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       01 PORT-TEXT        PIC X(8).
       01 PORT-NUMBER      PIC 9(5).
       01 SERVER           BINARY-LONG.
       01 CLIENT           BINARY-LONG.
       01 RESULT           BINARY-LONG.
       01 YES              BINARY-LONG VALUE 1.
       01 ADDRESS-IN.
          05 FAMILY        BINARY-SHORT UNSIGNED VALUE 2.
          05 PORT-BYTES    PIC 9(4) COMP-X.
          05 HOST-BYTES    PIC X(12) VALUE LOW-VALUES.
       01 REQUEST          PIC X(4096).
       01 ANSWER.
          05 FILLER        PIC X(15) VALUE "HTTP/1.1 200 OK".
          05 FILLER        PIC X(2) VALUE X"0D0A".
          05 FILLER        PIC X(18) VALUE "content-length: 17".
          05 FILLER        PIC X(2) VALUE X"0D0A".
          05 FILLER        PIC X(17) VALUE "connection: close".
          05 FILLER        PIC X(4) VALUE X"0D0A0D0A".
          05 FILLER        PIC X(16) VALUE "hello from cobol".
          05 FILLER        PIC X(1) VALUE X"0A".
       PROCEDURE DIVISION.
           ACCEPT PORT-TEXT FROM ENVIRONMENT "PORT"
           MOVE FUNCTION NUMVAL(PORT-TEXT) TO PORT-NUMBER
           MOVE PORT-NUMBER TO PORT-BYTES
           CALL "socket" USING BY VALUE 2 BY VALUE 1 BY VALUE 0
               RETURNING SERVER
           CALL "setsockopt" USING BY VALUE SERVER BY VALUE 1
               BY VALUE 2 BY REFERENCE YES BY VALUE 4
               RETURNING RESULT
           CALL "bind" USING BY VALUE SERVER BY REFERENCE ADDRESS-IN
               BY VALUE 16 RETURNING RESULT
           CALL "listen" USING BY VALUE SERVER BY VALUE 64
               RETURNING RESULT
           IF RESULT NOT = 0
               DISPLAY "can't listen" UPON STDERR
               STOP RUN RETURNING 1
           END-IF
           PERFORM UNTIL 1 = 2
               CALL "accept" USING BY VALUE SERVER BY VALUE 0
                   BY VALUE 0 RETURNING CLIENT
               CALL "read" USING BY VALUE CLIENT BY REFERENCE REQUEST
                   BY VALUE 4096 RETURNING RESULT
               CALL "write" USING BY VALUE CLIENT BY REFERENCE ANSWER
                   BY VALUE 75 RETURNING RESULT
               CALL "close" USING BY VALUE CLIENT RETURNING RESULT
           END-PERFORM.
