-- people
SELECT count(*) FROM customers_of_all
-- accounts
SELECT count(*) FROM customers
-- orders
SELECT count(*) FROM orders
-- revenue
SELECT sum(net) FROM orders_with_net WHERE "Status" IN ('Complete', 'Processing')
-- sum_of_totals
SELECT sum("Grand Total (Base)") FROM orders
-- first
SELECT min("Purchase Date") FROM orders
-- last
SELECT max("Purchase Date") FROM orders
