-- people
SELECT count(*) FROM customers
-- orders
SELECT count(*) FROM orders
-- revenue
SELECT sum("Total") FROM orders WHERE "Status" IN ('Delivered', 'Shipped', 'Payment accepted')
-- sum_of_totals
SELECT sum("Total") FROM orders
-- first
SELECT min("Date") FROM orders
-- last
SELECT max("Date") FROM orders
