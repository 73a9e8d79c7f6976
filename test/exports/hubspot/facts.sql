-- people
SELECT count(*) FROM customers
-- orders
SELECT count(*) FROM orders WHERE "Deal Stage" = 'Closed Won'
-- deals
SELECT count(*) FROM deals
-- revenue
SELECT sum("Amount") FROM orders WHERE "Deal Stage" = 'Closed Won'
-- sum_of_totals
SELECT sum("Amount") FROM deals
-- first
SELECT min("Close Date") FROM deals
-- last
SELECT max("Close Date") FROM deals
