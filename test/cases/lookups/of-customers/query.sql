-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
WITH base AS (
  SELECT
    customers.customer_id,
    company.employees AS "company.employees",
    company.name AS "company.name"
  FROM customers
  LEFT JOIN companies AS company ON company.company_id = customers.company_id
  WHERE customers.signed_up_at < TIMESTAMP '2026-07-01 00:00:00'
),
features AS (
  SELECT
    base.*
  FROM base
),
members AS (
  SELECT
    *,
    COALESCE("company.employees" > 100, FALSE) AS large,
    "company.name" IS NULL AS "unknown-company"
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    large, -- segments.yaml:2
    "unknown-company" -- segments.yaml:3
  FROM members
)
SELECT
  'large' AS segment,
  customer_id
FROM segment_membership
WHERE large
UNION ALL
SELECT
  'unknown-company' AS segment,
  customer_id
FROM segment_membership
WHERE "unknown-company"
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
