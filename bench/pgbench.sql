-- One container handed out at a stall and taken back at a box: what bench/rival.py sends, with ids counted here.
\set container :first + :client_id * :each + :n
\set n (:n + 1) % :each
\set stall 2 + :client_id % :stalls
\set box 2 + :stalls + :client_id % :boxes
\set vendor :accounts + 2 * (:client_id % :stalls)
\set held :vendor + 1
\set payable :accounts + 2 * :stalls + :client_id % :boxes

BEGIN;
SELECT d.id AS device, d.organisation_id, d.event_id, d.station_id, s.kind, d.token_hash FROM device d
    JOIN station s ON s.id = d.station_id WHERE d.id = :stall - 1 AND d.revoked_at IS NULL \gset
SELECT c.id, c.type_id AS type, c.retired_at, t.deposit_ore AS ore, o.id AS trip_id, o.opened_at, o.opened_station_id
    FROM container c JOIN container_type t ON t.id = c.type_id
    LEFT JOIN trip o ON o.container_id = c.id AND o.end_how IS NULL WHERE c.id = :container FOR UPDATE OF c \gset
SELECT uuidv7() AS scan, uuidv7() AS transfer, now() AS at, date_trunc('day', now()) AS period,
    date_trunc('hour', now()) AS hour, date_trunc('minute', now()) AS minute \gset
INSERT INTO scan (id, organisation_id, event_id, station_id, station_kind, device_id, seq, kind, code, container_id, type_id,
        quantity, at, effective_at, recorded_at, period, deposit_ore, acts, pooled, by_phone, believed, terms, content_hash, verdict,
        standing)
    VALUES (:scan, 1, 1, :stall, 'stall', :device, :n, 'issue', 'https://pantbox.example/8003/09520000000014ABCDEFGHIJKL',
        :container, :type, 1, :at, :at, :at, :period, :ore, true, false, false, true, 1,
        'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'accepted', 'accepted')
    ON CONFLICT (id) DO NOTHING;
INSERT INTO trip (id, known_at, organisation_id, container_id, type_id, event_id, seen, pooled, deposit_ore, opened_at, period,
        opened_station_id, credited_at_stall, credited_ore, paid_again)
    VALUES (:scan, :at, 1, :container, :type, 1, true, false, :ore, :at, :period, :stall, false, 0, false);
INSERT INTO transfer (id, organisation_id, event_id, debit_account_id, credit_account_id, amount_ore, cause_kind, cause_subject,
        cause_brought_by, at, booked_at)
    VALUES (:transfer, 1, 1, :vendor, :held, :ore, 'issue', :scan, :scan, :at, :at);
UPDATE container SET state = 'issued', state_at = :at, station_id = :stall, latest_at = :at, trips = trips + 1
    WHERE id = :container;
INSERT INTO rollup_delta (organisation_id, event_id, station_id, type_id, hour, measure, n, recorded_at) VALUES
    (1, 1, :stall, :type, :hour, 'issued', 1, :at), (1, 1, 0, :type, :minute, 'out', 1, :at);
COMMIT;

BEGIN;
SELECT d.id AS device, d.organisation_id, d.event_id, d.station_id, s.kind, d.token_hash FROM device d
    JOIN station s ON s.id = d.station_id WHERE d.id = :box - 1 AND d.revoked_at IS NULL \gset
SELECT c.id, c.type_id AS type, c.retired_at, t.deposit_ore AS ore, o.id AS trip, o.opened_at AS opened, o.opened_station_id
    FROM container c JOIN container_type t ON t.id = c.type_id
    LEFT JOIN trip o ON o.container_id = c.id AND o.end_how IS NULL WHERE c.id = :container FOR UPDATE OF c \gset
SELECT uuidv7() AS scan, uuidv7() AS visit, uuidv7() AS transfer, now() AS at \gset
INSERT INTO scan (id, organisation_id, event_id, station_id, station_kind, device_id, seq, kind, code, container_id, type_id,
        quantity, at, effective_at, recorded_at, period, deposit_ore, acts, pooled, by_phone, believed, visit_id, terms, content_hash,
        verdict, standing)
    VALUES (:scan, 1, 1, :box, 'pant_box', :device, :n, 'return', 'https://pantbox.example/8003/09520000000014ABCDEFGHIJKL',
        :container, :type, 1, :at, :at, :at, :period, :ore, true, false, false, true, :visit, 1,
        'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'accepted', 'accepted')
    ON CONFLICT (id) DO NOTHING;
UPDATE trip SET end_how = 'returned', ended_at = :at, ended_station_id = :box, ended_event_id = 1, credited_scan_id = :scan,
        credited_event_id = 1, credited_station_id = :box, credited_at = :at, credited_visit_id = :visit,
        credited_ore = deposit_ore
    WHERE id = :trip;
INSERT INTO visit (id, organisation_id, event_id, station_id, opened_at, credited_ore, paid_ore, by_phone, code_entry, at_sign,
        credited_since)
    VALUES (:visit, 1, 1, :box, :at, :ore, 0, false, 0, false, :at)
    ON CONFLICT (id) DO UPDATE SET credited_ore = visit.credited_ore + excluded.credited_ore;
INSERT INTO transfer (id, organisation_id, event_id, debit_account_id, credit_account_id, amount_ore, cause_kind, cause_subject,
        cause_brought_by, at, booked_at)
    VALUES (:transfer, 1, 1, :held, :payable, :ore, 'return', :scan, :scan, :at, :at);
UPDATE container SET state = 'returned', state_at = :at, station_id = :box, latest_at = :at, trips = trips + 0
    WHERE id = :container;
INSERT INTO rollup_delta (organisation_id, event_id, station_id, type_id, hour, measure, n, recorded_at) VALUES
    (1, 1, :box, :type, :hour, 'returned', 1, :at), (1, 1, :stall, :type, :hour, 'became_returned', 1, :at),
    (1, 1, 0, :type, :minute, 'out', -1, :at), (1, 1, 0, :type, :period, 'returned@0', 1, :at);
COMMIT;
