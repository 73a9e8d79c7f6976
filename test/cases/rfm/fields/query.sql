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
    CAST(orders.ordered_at AS DATE) AS ordered_at_date,
    orders.total
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_features AS (
  SELECT
    customer,
    COUNT(*) AS orders_count,
    DATE_DIFF('day', MAX(ordered_at_date), DATE '2026-06-30') AS orders_days_since_last,
    SUM(total) AS spend
  FROM orders_rows
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    COALESCE(orders_features.orders_count, 0) AS orders_count,
    orders_features.orders_days_since_last,
    COALESCE(orders_features.spend, 0) AS spend
  FROM base
  LEFT JOIN orders_features ON orders_features.customer = base.customer_id
),
members_1 AS (
  SELECT
    *,
    COALESCE(orders_count > 0, FALSE) AS "rfm.is_scored",
    COALESCE(orders_count >= 3, FALSE) AS "many-orders",
    spend IS NOT NULL AS is_ranked
  FROM features
),
members_2 AS (
  SELECT
    *,
    RANK() OVER (PARTITION BY "rfm.is_scored" ORDER BY orders_days_since_last DESC NULLS FIRST) AS "rfm.r_rank",
    COUNT(*) OVER (PARTITION BY "rfm.is_scored") AS "rfm.customers",
    RANK() OVER (PARTITION BY "rfm.is_scored" ORDER BY orders_count NULLS FIRST) AS "rfm.f_rank",
    RANK() OVER (PARTITION BY "rfm.is_scored" ORDER BY spend NULLS FIRST) AS "rfm.m_rank",
    ROW_NUMBER() OVER (PARTITION BY is_ranked ORDER BY spend DESC NULLS LAST, customer_id NULLS LAST) AS place_2
  FROM members_1
),
members_3 AS (
  SELECT
    *,
    CASE WHEN "rfm.is_scored" THEN 1 + ("rfm.r_rank" - 1) * 5 // "rfm.customers" END AS "rfm.r",
    CASE WHEN "rfm.is_scored" THEN 1 + ("rfm.f_rank" - 1) * 5 // "rfm.customers" END AS "rfm.f",
    CASE WHEN "rfm.is_scored" THEN 1 + ("rfm.m_rank" - 1) * 5 // "rfm.customers" END AS "rfm.m",
    COALESCE(is_ranked AND place_2 <= 1, FALSE) AS "top-money"
  FROM members_2
),
members_4 AS (
  SELECT
    *,
    ("rfm.f" + "rfm.m" + 1) // 2 AS "rfm.fm",
    COALESCE("rfm.r" = 5, FALSE) AS recent,
    ("rfm.r" * 10 + "rfm.f") * 10 + "rfm.m" AS "rfm.score"
  FROM members_3
),
members_5 AS (
  SELECT
    *,
    CASE WHEN NOT "rfm.is_scored" THEN 'prospects' WHEN "rfm.r" >= 5 AND "rfm.fm" >= 4 THEN 'champions' WHEN "rfm.r" >= 3 AND "rfm.r" < 5 AND "rfm.fm" >= 4 THEN 'loyal' WHEN "rfm.r" >= 4 AND "rfm.fm" >= 2 AND "rfm.fm" < 4 THEN 'potential-loyalist' WHEN "rfm.r" >= 5 AND "rfm.fm" < 2 THEN 'new' WHEN "rfm.r" >= 4 AND "rfm.r" < 5 AND "rfm.fm" < 2 THEN 'promising' WHEN "rfm.r" >= 3 AND "rfm.r" < 4 AND "rfm.fm" >= 3 AND "rfm.fm" < 4 THEN 'need-attention' WHEN "rfm.r" >= 3 AND "rfm.r" < 4 AND "rfm.fm" < 3 THEN 'about-to-sleep' WHEN "rfm.r" < 3 AND "rfm.fm" >= 3 AND "rfm.fm" < 5 THEN 'at-risk' WHEN "rfm.r" < 3 AND "rfm.fm" >= 5 THEN 'cant-lose' WHEN "rfm.r" >= 2 AND "rfm.r" < 3 AND "rfm.fm" < 3 THEN 'hibernating' WHEN "rfm.r" < 2 AND "rfm.fm" < 3 THEN 'lost' END AS "rfm.segment",
    ROW_NUMBER() OVER (PARTITION BY "rfm.score" IS NOT NULL ORDER BY "rfm.score" DESC NULLS LAST, customer_id NULLS LAST) AS place
  FROM members_4
),
members AS (
  SELECT
    *,
    COALESCE("rfm.segment" IN ('champions', 'loyal'), FALSE) AS best,
    COALESCE("rfm.score" IS NOT NULL AND place <= 4, FALSE) AS scored,
    COALESCE("rfm.segment" = 'prospects', FALSE) AS "without-orders"
  FROM members_5
),
segment_membership AS (
  SELECT
    customer_id,
    best, -- segments.yaml:5
    "many-orders", -- segments.yaml:6
    recent, -- segments.yaml:3
    scored, -- segments.yaml:8
    orders_days_since_last,
    "rfm.r",
    "rfm.f",
    "rfm.m",
    "rfm.fm",
    "rfm.score",
    "rfm.segment",
    "top-money", -- segments.yaml:7
    "without-orders" -- segments.yaml:4
  FROM members
)
SELECT
  'best' AS segment,
  customer_id,
  NULL AS "rfm.recency_days",
  NULL AS "rfm.r",
  NULL AS "rfm.f",
  NULL AS "rfm.m",
  NULL AS "rfm.fm",
  NULL AS "rfm.score",
  NULL AS "rfm.segment"
FROM segment_membership
WHERE best
UNION ALL
SELECT
  'many-orders' AS segment,
  customer_id,
  NULL AS "rfm.recency_days",
  NULL AS "rfm.r",
  NULL AS "rfm.f",
  NULL AS "rfm.m",
  NULL AS "rfm.fm",
  NULL AS "rfm.score",
  NULL AS "rfm.segment"
FROM segment_membership
WHERE "many-orders"
UNION ALL
SELECT
  'recent' AS segment,
  customer_id,
  NULL AS "rfm.recency_days",
  NULL AS "rfm.r",
  NULL AS "rfm.f",
  NULL AS "rfm.m",
  NULL AS "rfm.fm",
  NULL AS "rfm.score",
  NULL AS "rfm.segment"
FROM segment_membership
WHERE recent
UNION ALL
SELECT
  'scored' AS segment,
  customer_id,
  orders_days_since_last AS "rfm.recency_days",
  "rfm.r",
  "rfm.f",
  "rfm.m",
  "rfm.fm",
  "rfm.score",
  "rfm.segment"
FROM segment_membership
WHERE scored
UNION ALL
SELECT
  'top-money' AS segment,
  customer_id,
  NULL AS "rfm.recency_days",
  NULL AS "rfm.r",
  NULL AS "rfm.f",
  NULL AS "rfm.m",
  NULL AS "rfm.fm",
  NULL AS "rfm.score",
  NULL AS "rfm.segment"
FROM segment_membership
WHERE "top-money"
UNION ALL
SELECT
  'without-orders' AS segment,
  customer_id,
  NULL AS "rfm.recency_days",
  NULL AS "rfm.r",
  NULL AS "rfm.f",
  NULL AS "rfm.m",
  NULL AS "rfm.fm",
  NULL AS "rfm.score",
  NULL AS "rfm.segment"
FROM segment_membership
WHERE "without-orders"
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
