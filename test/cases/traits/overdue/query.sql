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
    orders.ordered_at,
    CAST(orders.ordered_at AS DATE) AS ordered_at_date
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_features AS (
  SELECT
    customer,
    DATE_DIFF('day', MAX(ordered_at_date), DATE '2026-06-30') AS orders_days_since_last,
    CAST(DATE_DIFF('day', MIN(ordered_at_date), MAX(ordered_at_date)) AS DOUBLE) / NULLIF((COUNT(DISTINCT ordered_at_date) - 1), 0) AS usual_gap
  FROM orders_rows
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    orders_features.orders_days_since_last,
    orders_features.usual_gap
  FROM base
  LEFT JOIN orders_features ON orders_features.customer = base.customer_id
),
members AS (
  SELECT
    *,
    COALESCE(CAST(FORMAT('{:.15g}', CAST(orders_days_since_last AS DOUBLE)) AS DOUBLE) + 0 > CAST(FORMAT('{:.15g}', CAST((usual_gap * 1.9) AS DOUBLE)) AS DOUBLE) + 0, FALSE) AS overdue
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    overdue -- segments.yaml:4
  FROM members
)
SELECT
  'overdue' AS segment,
  customer_id
FROM segment_membership
WHERE overdue
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
