-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
WITH base AS (
  SELECT
    customers.customer_id
  FROM customers
  WHERE customers.signed_up_at < TIMESTAMP '2026-07-01 00:00:00'
),
visits_rows_by_product_id AS (
  SELECT
    visits.customer_id AS customer,
    visits.product_id,
    visits.kind = 'view' AS kind_is_view,
    visits.seen_at
  FROM visits
  WHERE visits.seen_at < TIMESTAMP '2026-06-30 22:00:00'
),
visits_groups_by_product_id AS (
  SELECT
    customer,
    product_id AS value,
    COUNT(CASE WHEN kind_is_view AND seen_at >= TIMESTAMP '2026-05-31 22:00:00' THEN 1 END) AS "rows"
  FROM visits_rows_by_product_id
  WHERE product_id IS NOT NULL
  GROUP BY customer, product_id
),
visits_features_by_product_id AS (
  SELECT
    customer,
    BOOL_OR("rows" > 0 AND COALESCE("rows", 0) >= 3) AS visits_same
  FROM visits_groups_by_product_id
  GROUP BY customer
),
orders_rows_by_product_id AS (
  SELECT
    orders.customer_id AS customer,
    orders.product_id,
    orders.ordered_at
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_groups_by_product_id AS (
  SELECT
    customer,
    product_id AS value,
    COUNT(*) AS "rows"
  FROM orders_rows_by_product_id
  WHERE product_id IS NOT NULL
  GROUP BY customer, product_id
),
orders_features_by_product_id AS (
  SELECT
    customer,
    BOOL_OR("rows" > 0 AND COALESCE("rows", 0) >= 2) AS orders_same
  FROM orders_groups_by_product_id
  GROUP BY customer
),
orders_rows_by_value AS (
  SELECT
    orders.customer_id AS customer,
    orders.ordered_at
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_groups_by_value AS (
  SELECT
    customer,
    CAST(ordered_at AS DATE) AS value,
    COUNT(*) AS "rows"
  FROM orders_rows_by_value
  WHERE CAST(ordered_at AS DATE) IS NOT NULL
  GROUP BY customer, CAST(ordered_at AS DATE)
),
orders_features_by_value AS (
  SELECT
    customer,
    BOOL_OR("rows" > 0 AND COALESCE("rows", 0) >= 2) AS orders_same
  FROM orders_groups_by_value
  GROUP BY customer
),
orders_rows_by_value_2 AS (
  SELECT
    orders.customer_id AS customer,
    orders.ordered_at
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_groups_by_value_2 AS (
  SELECT
    customer,
    CAST(DATE_TRUNC('quarter', CAST(ordered_at AS DATE)) AS DATE) AS value,
    COUNT(*) AS "rows"
  FROM orders_rows_by_value_2
  WHERE CAST(DATE_TRUNC('quarter', CAST(ordered_at AS DATE)) AS DATE) IS NOT NULL
  GROUP BY customer, CAST(DATE_TRUNC('quarter', CAST(ordered_at AS DATE)) AS DATE)
),
orders_features_by_value_2 AS (
  SELECT
    customer,
    BOOL_OR("rows" > 0 AND COALESCE("rows", 0) >= 2) AS orders_same
  FROM orders_groups_by_value_2
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    COALESCE(visits_features_by_product_id.visits_same, FALSE) AS visits_same,
    COALESCE(orders_features_by_product_id.orders_same, FALSE) AS orders_same,
    COALESCE(orders_features_by_value.orders_same, FALSE) AS orders_same_2,
    COALESCE(orders_features_by_value_2.orders_same, FALSE) AS orders_same_3
  FROM base
  LEFT JOIN visits_features_by_product_id ON visits_features_by_product_id.customer = base.customer_id
  LEFT JOIN orders_features_by_product_id ON orders_features_by_product_id.customer = base.customer_id
  LEFT JOIN orders_features_by_value ON orders_features_by_value.customer = base.customer_id
  LEFT JOIN orders_features_by_value_2 ON orders_features_by_value_2.customer = base.customer_id
),
members AS (
  SELECT
    *,
    COALESCE(visits_same, FALSE) AS "looked-at-thrice",
    COALESCE(orders_same, FALSE) AS "product-twice",
    COALESCE(orders_same_2, FALSE) AS "twice-in-a-day",
    COALESCE(orders_same_3, FALSE) AS "twice-in-a-quarter"
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    "looked-at-thrice", -- segments.yaml:5
    "product-twice", -- segments.yaml:2
    "twice-in-a-day", -- segments.yaml:3
    "twice-in-a-quarter" -- segments.yaml:4
  FROM members
)
SELECT
  'looked-at-thrice' AS segment,
  customer_id
FROM segment_membership
WHERE "looked-at-thrice"
UNION ALL
SELECT
  'product-twice' AS segment,
  customer_id
FROM segment_membership
WHERE "product-twice"
UNION ALL
SELECT
  'twice-in-a-day' AS segment,
  customer_id
FROM segment_membership
WHERE "twice-in-a-day"
UNION ALL
SELECT
  'twice-in-a-quarter' AS segment,
  customer_id
FROM segment_membership
WHERE "twice-in-a-quarter"
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
