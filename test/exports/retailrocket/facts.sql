-- people
SELECT count(*) FROM customers
-- orders
SELECT count(*) FROM orders
-- events_by_type
SELECT event, count(*) FROM events GROUP BY event
-- first
SELECT strftime(min("timestamp"), '%Y-%m-%dT%H:%M:%S') FROM events
-- last
SELECT strftime(max("timestamp"), '%Y-%m-%dT%H:%M:%S') FROM events
