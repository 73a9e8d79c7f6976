-- people
SELECT count(*) FROM customers
-- orders
SELECT count(*) FROM events WHERE type = 'order'
-- revenue
SELECT (SELECT sum(total) FROM orders WHERE type = 'order') - (SELECT sum(amount) FROM events WHERE type = 'refund')
-- sum_of_totals
SELECT sum(total) FROM orders WHERE type = 'order'
-- email_events
SELECT count(*) FROM events WHERE type = 'email_open'
-- events_by_type
SELECT type, count(*) FROM events GROUP BY type
-- first
SELECT strftime(timezone('Europe/Warsaw', timezone('UTC', min(occurred_at))), '%Y-%m-%dT%H:%M:%S') FROM events
-- last
SELECT strftime(timezone('Europe/Warsaw', timezone('UTC', max(occurred_at))), '%Y-%m-%dT%H:%M:%S') FROM events
