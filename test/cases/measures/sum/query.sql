-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
WITH base AS (
  SELECT
    customers.customer_id
  FROM customers
  WHERE customers.signed_up_at < TIMESTAMP '2026-07-01 00:00:00'
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
    CAST(SUM(stars) AS BIGINT) AS tickets_sum_stars
  FROM tickets_rows
  GROUP BY customer
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
    COALESCE(tickets_features.tickets_sum_stars, 0) AS tickets_sum_stars,
    COALESCE(orders_features.spend, 0) AS spend
  FROM base
  LEFT JOIN tickets_features ON tickets_features.customer = base.customer_id
  LEFT JOIN orders_features ON orders_features.customer = base.customer_id
),
members AS (
  SELECT
    *,
    COALESCE(tickets_sum_stars >= 5, FALSE) AS "of-integers",
    COALESCE(spend = 0, FALSE) AS "of-no-rows",
    COALESCE(spend >= 200, FALSE) AS "two-hundred"
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    "of-integers", -- segments.yaml:4
    "of-no-rows", -- segments.yaml:3
    "two-hundred" -- segments.yaml:2
  FROM members
)
SELECT
  'of-integers' AS segment,
  customer_id
FROM segment_membership
WHERE "of-integers"
UNION ALL
SELECT
  'of-no-rows' AS segment,
  customer_id
FROM segment_membership
WHERE "of-no-rows"
UNION ALL
SELECT
  'two-hundred' AS segment,
  customer_id
FROM segment_membership
WHERE "two-hundred"
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
