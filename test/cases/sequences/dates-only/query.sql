-- segment 0, dialect duckdb: this is the query that `segment run` evaluates
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
WITH base AS (
  SELECT
    customers.customer_id
  FROM customers
  WHERE customers.signed_up_at < TIMESTAMP '2026-07-01 00:00:00'
),
orders_rows_in_order_1 AS (
  SELECT
    orders.customer_id AS customer,
    orders.ordered_at,
    CAST(orders.ordered_at AS DATE) AS ordered_at_date
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_rows_in_order_then_mailings AS (
  SELECT
    mailings.customer_id AS customer,
    mailings.sent_on
  FROM mailings
  WHERE mailings.sent_on < DATE '2026-07-01'
),
orders_rows_in_order_steps AS (
  SELECT
    customer,
    sent_on AS follower
  FROM orders_rows_in_order_then_mailings
),
orders_rows_in_order_both AS (
  SELECT
    customer,
    ordered_at,
    ordered_at_date,
    ordered_at_date AS moment_,
    NULL AS follower_,
    1 AS leads_
  FROM orders_rows_in_order_1
  UNION ALL
  SELECT
    customer,
    NULL AS ordered_at,
    NULL AS ordered_at_date,
    follower AS moment_,
    follower AS follower_,
    0 AS leads_
  FROM orders_rows_in_order_steps
),
orders_rows_in_order_next AS (
  SELECT
    *,
    MIN(follower_) OVER (PARTITION BY customer ORDER BY moment_ NULLS LAST, leads_ NULLS LAST ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_mailings
  FROM orders_rows_in_order_both
),
orders_rows_in_order AS (
  SELECT
    customer,
    ordered_at,
    ordered_at_date,
    next_mailings
  FROM orders_rows_in_order_next
  WHERE leads_ = 1
),
orders_features_in_order AS (
  SELECT
    customer,
    COUNT(*) AS orders_count
  FROM orders_rows_in_order
  WHERE next_mailings <= CAST(ordered_at_date + TO_DAYS(CAST(1 AS INTEGER)) AS DATE)
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    COALESCE(orders_features_in_order.orders_count, 0) AS orders_count
  FROM base
  LEFT JOIN orders_features_in_order ON orders_features_in_order.customer = base.customer_id
),
members AS (
  SELECT
    *,
    COALESCE(orders_count >= 1, FALSE) AS "mailed-after-order"
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    "mailed-after-order" -- segments.yaml:3
  FROM members
)
SELECT
  'mailed-after-order' AS segment,
  customer_id
FROM segment_membership
WHERE "mailed-after-order"
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
