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
    "product.brand".maker AS "product.brand.maker",
    product.price AS "product.price",
    NOT COALESCE("product.brand".maker = 'Acme', FALSE) AS maker_test,
    "product.brand".tier = 'premium' AS tier_is_premium,
    orders.ordered_at
  FROM orders
  LEFT JOIN products AS product ON product.product_id = orders.product_id
  LEFT JOIN brands AS "product.brand" ON "product.brand".brand_code = product.brand_code
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_features AS (
  SELECT
    customer,
    COUNT(DISTINCT "product.brand.maker") AS orders_distinct_product_brand_maker,
    SUM("product.price") AS orders_sum_product_price,
    COUNT(CASE WHEN maker_test THEN 1 END) AS orders_count,
    COUNT(CASE WHEN tier_is_premium THEN 1 END) AS orders_count_2
  FROM orders_rows
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    COALESCE(orders_features.orders_distinct_product_brand_maker, 0) AS orders_distinct_product_brand_maker,
    COALESCE(orders_features.orders_sum_product_price, 0) AS orders_sum_product_price,
    COALESCE(orders_features.orders_count, 0) AS orders_count,
    COALESCE(orders_features.orders_count_2, 0) AS orders_count_2
  FROM base
  LEFT JOIN orders_features ON orders_features.customer = base.customer_id
),
members AS (
  SELECT
    *,
    COALESCE(orders_distinct_product_brand_maker >= 2, FALSE) AS makers,
    COALESCE(orders_count >= 1, FALSE) AS "not-acme",
    COALESCE(orders_count_2 >= 1, FALSE) AS premium,
    COALESCE(orders_sum_product_price >= 175, FALSE) AS price
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    makers, -- segments.yaml:5
    "not-acme", -- segments.yaml:4
    premium, -- segments.yaml:2
    price -- segments.yaml:6
  FROM members
)
SELECT
  'makers' AS segment,
  customer_id
FROM segment_membership
WHERE makers
UNION ALL
SELECT
  'not-acme' AS segment,
  customer_id
FROM segment_membership
WHERE "not-acme"
UNION ALL
SELECT
  'premium' AS segment,
  customer_id
FROM segment_membership
WHERE premium
UNION ALL
SELECT
  'price' AS segment,
  customer_id
FROM segment_membership
WHERE price
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
