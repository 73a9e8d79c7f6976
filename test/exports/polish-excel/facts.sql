-- people
SELECT count(*) FROM customers
-- orders
SELECT count(*) FROM "zamówienia"
-- revenue
SELECT sum("Wartość zamówienia") FROM "zamówienia" WHERE "Zapłacono" = 'tak'
-- sum_of_totals
SELECT sum("Wartość zamówienia") FROM "zamówienia"
-- first
SELECT min("Data zamówienia") FROM "zamówienia"
-- last
SELECT max("Data zamówienia") FROM "zamówienia"
