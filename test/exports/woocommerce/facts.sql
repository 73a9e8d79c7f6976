-- people
SELECT count(*) FROM customers_of_all
-- users
SELECT count(*) FROM customers_meant
-- orders
SELECT count(*) FROM orders
-- revenue
SELECT sum(order_total) FROM orders WHERE status IN ('completed', 'processing')
-- sum_of_totals
SELECT sum(order_total) FROM orders
-- first
SELECT min(order_date) FROM orders
-- last
SELECT max(order_date) FROM orders
