-- people
SELECT count(*) FROM customers
-- orders
SELECT count(*) FROM orders
-- items
SELECT count(*) FROM items
-- payments
SELECT count(*) FROM payments
-- revenue
SELECT sum(payment_value) FROM payments
-- sum_of_totals
SELECT sum(payment_value) FROM payments
-- first
SELECT min(order_purchase_timestamp) FROM orders
-- last
SELECT max(order_purchase_timestamp) FROM orders
