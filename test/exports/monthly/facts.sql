-- people
SELECT count(*) FROM customers
-- orders
SELECT count(*) FROM orders
-- revenue
SELECT sum(total) FROM orders WHERE status = 'paid'
-- sum_of_totals
SELECT sum(total) FROM orders
-- first
SELECT min(ordered_at) FROM orders
-- last
SELECT max(ordered_at) FROM orders
