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
orders_rows AS (
  SELECT
    orders.customer_id AS customer,
    orders.total,
    orders.ordered_at
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_features AS (
  SELECT
    customer,
    SUM(total) AS spend
  FROM orders_rows
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    COALESCE(orders_features.spend, 0) AS spend
  FROM base
  LEFT JOIN orders_features ON orders_features.customer = base.customer_id
),
members_1 AS (
  SELECT
    *,
    ROW_NUMBER() OVER (PARTITION BY COALESCE(country = 'PL', FALSE) ORDER BY customer_id NULLS LAST) AS place,
    ROW_NUMBER() OVER (PARTITION BY COALESCE(spend >= 0, FALSE) ORDER BY spend DESC NULLS LAST, customer_id NULLS LAST) AS place_2,
    ROW_NUMBER() OVER (PARTITION BY COALESCE(spend >= 0, FALSE) ORDER BY points NULLS LAST, customer_id NULLS LAST) AS place_3
  FROM features
),
members AS (
  SELECT
    *,
    COALESCE(country = 'PL' AND place <= 2, FALSE) AS "by-key",
    COALESCE(spend >= 0 AND place_2 <= 2, FALSE) AS highest,
    COALESCE(spend >= 0 AND place_3 <= 2, FALSE) AS lowest
  FROM members_1
),
segment_membership AS (
  SELECT
    customer_id,
    "by-key", -- segments.yaml:5
    highest, -- segments.yaml:2
    lowest -- segments.yaml:4
  FROM members
)
SELECT
  'by-key' AS segment,
  customer_id
FROM segment_membership
WHERE "by-key"
UNION ALL
SELECT
  'highest' AS segment,
  customer_id
FROM segment_membership
WHERE highest
UNION ALL
SELECT
  'lowest' AS segment,
  customer_id
FROM segment_membership
WHERE lowest
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
