-- people
SELECT count(*) FROM customers
-- people_by_status
SELECT split_part(_file, '_', 1), count(*) FROM customers GROUP BY 1
-- email_events
SELECT (SELECT count(*) FROM opens) + (SELECT count(*) FROM clicks)
-- opens
SELECT count(*) FROM opens
-- clicks
SELECT count(*) FROM clicks
-- first
SELECT strftime(timezone('America/New_York', timezone('UTC', min(t))), '%Y-%m-%dT%H:%M:%S') FROM (SELECT "Timestamp" t FROM opens UNION ALL SELECT "Timestamp" FROM clicks)
-- last
SELECT strftime(timezone('America/New_York', timezone('UTC', max(t))), '%Y-%m-%dT%H:%M:%S') FROM (SELECT "Timestamp" t FROM opens UNION ALL SELECT "Timestamp" FROM clicks)
