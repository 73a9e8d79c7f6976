-- people
SELECT count(DISTINCT "Customer ID") FROM customers
-- orders
SELECT count(*) FROM orders
-- revenue
SELECT sum(net) FROM orders WHERE "Financial Status" IN ('paid', 'partially_refunded', 'refunded')
-- sum_of_totals
SELECT sum("Total") FROM orders
-- order_lines
SELECT count(*) FROM lines
-- orders_of_nobody
SELECT count(*) FROM orders WHERE customer IS NULL
-- first
SELECT strftime(min("Created at" + INTERVAL 2 HOUR), '%Y-%m-%dT%H:%M:%S') FROM orders
-- last
SELECT strftime(max("Created at" + INTERVAL 2 HOUR), '%Y-%m-%dT%H:%M:%S') FROM orders
