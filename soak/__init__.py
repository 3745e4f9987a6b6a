"""Breaking Pantbox on purpose: real servers, workers, a PostgreSQL and devices as processes, and everything goes wrong.

One run is one seed. Stalls, boxes, a desk and a wash work for a second or two, and write every answer they get into a
diary that is on the disk before anything else happens. Meanwhile processes are killed, requests cut, delayed, doubled and
put out of order, disks filled, connections used up, clocks set, devices revoked. Then it is quiet, devices send what is
left, and every diary is held against the database, and the database against the audit.

What is done, and when, follows from the seed alone; what the machine makes of it does not: the same seed is the same
attack, not the same microsecond. It lives beside the source, for it needs the PostgreSQL of tests.
"""
