-- people
SELECT count(*) FROM customers
-- orders
SELECT count(*) FROM invoices WHERE NOT starts_with("InvoiceNo", 'C') AND (total <> 0)
-- cancellations
SELECT count(*) FROM invoices WHERE starts_with("InvoiceNo", 'C')
-- revenue
SELECT sum(amount) FROM lines_with_amount
-- sum_of_totals
SELECT sum(total) FROM invoices
-- first
SELECT min("InvoiceDate") FROM lines
-- last
SELECT max("InvoiceDate") FROM lines
