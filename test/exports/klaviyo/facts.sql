-- people
SELECT count(*) FROM customers
-- orders
SELECT count(*) FROM orders
-- revenue
SELECT (SELECT sum(total) FROM orders) - (SELECT sum(amount) FROM refunds WHERE metric = 'Refunded Order')
-- sum_of_totals
SELECT sum(total) FROM orders
-- email_events
SELECT count(*) FROM activity WHERE metric LIKE '%Email'
-- events_by_metric
SELECT metric, count(*) FROM activity GROUP BY metric
-- first
SELECT strftime(timezone('Europe/London', timezone('UTC', min(datetime))), '%Y-%m-%dT%H:%M:%S') FROM activity
-- last
SELECT strftime(timezone('Europe/London', timezone('UTC', max(datetime))), '%Y-%m-%dT%H:%M:%S') FROM activity
