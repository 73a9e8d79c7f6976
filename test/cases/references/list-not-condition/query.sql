-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
WITH base AS (
  SELECT
    customers.customer_id,
    customers.country,
    customers.points
  FROM customers
  WHERE customers.signed_up_at < TIMESTAMP '2026-07-01 00:00:00'
),
features AS (
  SELECT
    base.*
  FROM base
),
members_1 AS (
  SELECT
    *,
    ROW_NUMBER() OVER (PARTITION BY COALESCE(country = 'PL', FALSE) ORDER BY points DESC NULLS LAST, customer_id NULLS LAST) AS place
  FROM features
),
members_2 AS (
  SELECT
    *,
    COALESCE(country = 'PL' AND place <= 1, FALSE) AS poles
  FROM members_1
),
members AS (
  SELECT
    *,
    COALESCE(poles, FALSE) AS referring
  FROM members_2
),
segment_membership AS (
  SELECT
    customer_id,
    poles, -- segments.yaml:3
    referring -- segments.yaml:4
  FROM members
)
SELECT
  'poles' AS segment,
  customer_id
FROM segment_membership
WHERE poles
UNION ALL
SELECT
  'referring' AS segment,
  customer_id
FROM segment_membership
WHERE referring
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
