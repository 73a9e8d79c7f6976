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
    orders.ordered_at
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_features AS (
  SELECT
    customer,
    MAX(ordered_at) AS orders_last
  FROM orders_rows
  GROUP BY customer
),
orders_rows_in_order_1 AS (
  SELECT
    orders.customer_id AS customer,
    orders.order_id,
    TRY_CAST(orders.order_id AS DECIMAL(38, 10)) AS order_id_number,
    orders.ordered_at
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_rows_in_order AS (
  SELECT
    *,
    ROW_NUMBER() OVER (PARTITION BY customer ORDER BY ordered_at NULLS LAST, order_id_number NULLS LAST, order_id NULLS LAST) AS earliest
  FROM orders_rows_in_order_1
),
orders_features_in_order AS (
  SELECT
    customer,
    MAX(ordered_at) AS orders_last
  FROM orders_rows_in_order
  WHERE earliest <= 1
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    orders_features.orders_last,
    orders_features_in_order.orders_last AS orders_last_2
  FROM base
  LEFT JOIN orders_features ON orders_features.customer = base.customer_id
  LEFT JOIN orders_features_in_order ON orders_features_in_order.customer = base.customer_id
),
members_1 AS (
  SELECT
    *,
    CASE WHEN orders_last IS NULL THEN 'lead' WHEN orders_last_2 >= TIMESTAMP '2026-06-01 00:00:00' THEN 'new' WHEN COALESCE(orders_last < TIMESTAMP '2025-09-04 00:00:00', TRUE) THEN 'lost' ELSE 'active' END AS "lifecycle.stage"
  FROM features
),
members_2 AS (
  SELECT
    *,
    COALESCE("lifecycle.stage" = 'lost', FALSE) AS "lifecycle.lost",
    COALESCE("lifecycle.stage" IN ('new', 'active'), FALSE) AS awake,
    COALESCE("lifecycle.stage" = 'active', FALSE) AS "lifecycle.active",
    COALESCE("lifecycle.stage" = 'lead', FALSE) AS "lifecycle.lead",
    COALESCE("lifecycle.stage" = 'new', FALSE) AS "lifecycle.new"
  FROM members_1
),
members AS (
  SELECT
    *,
    COALESCE("lifecycle.lost", FALSE) AS "a-stage-by-name"
  FROM members_2
),
segment_membership AS (
  SELECT
    customer_id,
    "a-stage-by-name", -- segments.yaml:9
    awake, -- segments.yaml:8
    "lifecycle.stage",
    "lifecycle.active", -- segments.yaml:2
    "lifecycle.lead", -- segments.yaml:2
    "lifecycle.lost", -- segments.yaml:2
    "lifecycle.new" -- segments.yaml:2
  FROM members
)
SELECT
  'a-stage-by-name' AS segment,
  customer_id,
  NULL AS "lifecycle.stage"
FROM segment_membership
WHERE "a-stage-by-name"
UNION ALL
SELECT
  'awake' AS segment,
  customer_id,
  "lifecycle.stage"
FROM segment_membership
WHERE awake
UNION ALL
SELECT
  'lifecycle.active' AS segment,
  customer_id,
  NULL AS "lifecycle.stage"
FROM segment_membership
WHERE "lifecycle.active"
UNION ALL
SELECT
  'lifecycle.lead' AS segment,
  customer_id,
  NULL AS "lifecycle.stage"
FROM segment_membership
WHERE "lifecycle.lead"
UNION ALL
SELECT
  'lifecycle.lost' AS segment,
  customer_id,
  NULL AS "lifecycle.stage"
FROM segment_membership
WHERE "lifecycle.lost"
UNION ALL
SELECT
  'lifecycle.new' AS segment,
  customer_id,
  NULL AS "lifecycle.stage"
FROM segment_membership
WHERE "lifecycle.new"
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
