-- people
SELECT count(*) FROM customers
-- orders
SELECT count(*) FROM activity WHERE "Type" IN ('Express Checkout Payment', 'Website Payment') AND "Status" = 'Completed'
-- payments
SELECT count(*) FROM activity WHERE "Type" IN ('Express Checkout Payment', 'Website Payment')
-- revenue
SELECT sum("Gross") FROM activity WHERE "Currency" = 'USD' AND ("Type" = 'Payment Refund' OR "Type" IN ('Express Checkout Payment', 'Website Payment') AND "Status" = 'Completed')
-- revenue_eur
SELECT sum("Gross") FROM activity WHERE "Currency" = 'EUR' AND ("Type" IN ('Express Checkout Payment', 'Website Payment') AND "Status" = 'Completed')
-- first
SELECT strftime(timezone('America/Los_Angeles', timezone('UTC', min("at"))), '%Y-%m-%dT%H:%M:%S') FROM activity
-- last
SELECT strftime(timezone('America/Los_Angeles', timezone('UTC', max("at"))), '%Y-%m-%dT%H:%M:%S') FROM activity
