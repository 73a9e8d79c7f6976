-- people
SELECT count(*) FROM customers
-- orders
SELECT count(*) FROM payments WHERE "Status" IN ('Paid', 'Refunded')
-- payments
SELECT count(*) FROM payments
-- revenue
SELECT sum(net) FROM payments_with_net WHERE "Status" IN ('Paid', 'Refunded')
-- sum_of_totals
SELECT sum("Amount") FROM payments
-- first
SELECT strftime(timezone('America/New_York', timezone('UTC', min("Created date (UTC)"))), '%Y-%m-%dT%H:%M:%S') FROM payments
-- last
SELECT strftime(timezone('America/New_York', timezone('UTC', max("Created date (UTC)"))), '%Y-%m-%dT%H:%M:%S') FROM payments
