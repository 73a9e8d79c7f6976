-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- parameters: bought-hats: category = hats; bought-shoes: category = shoes
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
    product.category = 'hats' AS category_is_hats,
    product.category = 'shoes' AS category_is_shoes,
    orders.ordered_at
  FROM orders
  LEFT JOIN products AS product ON product.product_id = orders.product_id
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
    AND product.category IN ('hats', 'shoes')
),
orders_features AS (
  SELECT
    customer,
    COUNT(CASE WHEN category_is_hats THEN 1 END) AS orders_count,
    COUNT(CASE WHEN category_is_shoes THEN 1 END) AS orders_count_2
  FROM orders_rows
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    COALESCE(orders_features.orders_count, 0) AS orders_count,
    COALESCE(orders_features.orders_count_2, 0) AS orders_count_2
  FROM base
  LEFT JOIN orders_features ON orders_features.customer = base.customer_id
),
members AS (
  SELECT
    *,
    COALESCE(orders_count >= 1, FALSE) AS "bought-hats",
    COALESCE(orders_count_2 >= 1, FALSE) AS "bought-shoes"
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    "bought-hats", -- segments.yaml:2
    "bought-shoes" -- segments.yaml:2
  FROM members
)
SELECT
  'bought-hats' AS segment,
  customer_id
FROM segment_membership
WHERE "bought-hats"
UNION ALL
SELECT
  'bought-shoes' AS segment,
  customer_id
FROM segment_membership
WHERE "bought-shoes"
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
