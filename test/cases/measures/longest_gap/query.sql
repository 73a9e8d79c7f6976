-- segment 0, dialect duckdb, gives the lists that `segment run` writes
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
    CAST(orders.ordered_at AS DATE) AS ordered_at_date,
    orders.order_id,
    TRY_CAST(orders.order_id AS DECIMAL(38, 10)) AS order_id_number,
    orders.channel = 'web' AS channel_is_web
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_rows_in_order_2 AS (
  SELECT
    *,
    LAG(ordered_at_date) OVER (PARTITION BY customer ORDER BY ordered_at NULLS LAST, order_id_number NULLS LAST, order_id NULLS LAST) AS date_before,
    LAG(ordered_at_date) OVER (PARTITION BY customer, COALESCE(channel_is_web, FALSE) ORDER BY ordered_at NULLS LAST, order_id_number NULLS LAST, order_id NULLS LAST) AS date_before_2
  FROM orders_rows_in_order_1
),
orders_rows_in_order AS (
  SELECT
    *,
    DATE_DIFF('day', date_before, ordered_at_date) AS gap,
    DATE_DIFF('day', date_before_2, ordered_at_date) AS gap_2
  FROM orders_rows_in_order_2
),
orders_features_in_order AS (
  SELECT
    customer,
    NULLIF(MAX(gap), 0) AS orders_longest_gap,
    NULLIF(MAX(CASE WHEN channel_is_web THEN gap_2 END), 0) AS orders_longest_gap_2
  FROM orders_rows_in_order
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    orders_features_in_order.orders_longest_gap,
    orders_features_in_order.orders_longest_gap_2
  FROM base
  LEFT JOIN orders_features_in_order ON orders_features_in_order.customer = base.customer_id
),
members AS (
  SELECT
    *,
    COALESCE(orders_longest_gap > 200, FALSE) AS long,
    orders_longest_gap_2 IS NOT NULL AS "of-some-rows"
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    long, -- segments.yaml:2
    "of-some-rows" -- segments.yaml:3
  FROM members
)
SELECT
  'long' AS segment,
  customer_id
FROM segment_membership
WHERE long
UNION ALL
SELECT
  'of-some-rows' AS segment,
  customer_id
FROM segment_membership
WHERE "of-some-rows"
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
