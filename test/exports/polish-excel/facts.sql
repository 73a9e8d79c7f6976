-- people
SELECT count(*) FROM customers
-- orders
SELECT count(*) FROM orders
-- revenue
SELECT sum("Wartość zamówienia") FROM orders WHERE "Zapłacono" = 'tak'
-- sum_of_totals
SELECT sum("Wartość zamówienia") FROM orders
-- first
SELECT min("Data zamówienia") FROM orders
-- last
SELECT max("Data zamówienia") FROM orders
