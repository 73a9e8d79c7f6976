-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
WITH base AS (
  SELECT
    customers.customer_id
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
    CAST(SUM(total) AS DOUBLE) / NULLIF(COUNT(total), 0) AS orders_avg_total
  FROM orders_rows
  GROUP BY customer
),
tickets_rows AS (
  SELECT
    tickets.customer_id AS customer,
    tickets.stars
  FROM tickets
),
tickets_features AS (
  SELECT
    customer,
    CAST(SUM(stars) AS DOUBLE) / NULLIF(COUNT(stars), 0) AS tickets_avg_stars
  FROM tickets_rows
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    orders_features.orders_avg_total,
    tickets_features.tickets_avg_stars
  FROM base
  LEFT JOIN orders_features ON orders_features.customer = base.customer_id
  LEFT JOIN tickets_features ON tickets_features.customer = base.customer_id
),
members AS (
  SELECT
    *,
    COALESCE(CAST(FORMAT('{:.15g}', CAST(orders_avg_total AS DOUBLE)) AS DOUBLE) + 0 > 60, FALSE) AS high,
    COALESCE(CAST(FORMAT('{:.15g}', CAST(orders_avg_total AS DOUBLE)) AS DOUBLE) + 0 < 50, FALSE) AS low,
    COALESCE(CAST(FORMAT('{:.15g}', CAST(tickets_avg_stars AS DOUBLE)) AS DOUBLE) + 0 < 3, FALSE) AS "without-missing"
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    high, -- segments.yaml:2
    low, -- segments.yaml:4
    "without-missing" -- segments.yaml:5
  FROM members
)
SELECT
  'high' AS segment,
  customer_id
FROM segment_membership
WHERE high
UNION ALL
SELECT
  'low' AS segment,
  customer_id
FROM segment_membership
WHERE low
UNION ALL
SELECT
  'without-missing' AS segment,
  customer_id
FROM segment_membership
WHERE "without-missing"
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
