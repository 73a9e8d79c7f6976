-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-03-01, which is everything before 2026-03-01T23:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
WITH base AS (
  SELECT
    customers.customer_id,
    customers.birth_date
  FROM customers
  WHERE customers.signed_up_at < TIMESTAMP '2026-03-02 00:00:00'
),
features AS (
  SELECT
    base.*
  FROM base
),
members AS (
  SELECT
    *,
    COALESCE(birth_date IS NOT NULL AND EXTRACT(YEAR FROM birth_date) < 2026 AND CASE WHEN EXTRACT(MONTH FROM birth_date) * 100 + EXTRACT(DAY FROM birth_date) = 229 THEN 228 ELSE EXTRACT(MONTH FROM birth_date) * 100 + EXTRACT(DAY FROM birth_date) END >= 301 AND CASE WHEN EXTRACT(MONTH FROM birth_date) * 100 + EXTRACT(DAY FROM birth_date) = 229 THEN 228 ELSE EXTRACT(MONTH FROM birth_date) * 100 + EXTRACT(DAY FROM birth_date) END <= 301, FALSE) AS today
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    today -- segments.yaml:3
  FROM members
)
SELECT
  'today' AS segment,
  customer_id
FROM segment_membership
WHERE today
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
