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
    orders.ordered_at,
    CAST(orders.ordered_at AS DATE) AS ordered_at_date
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_features AS (
  SELECT
    customer,
    COUNT(*) AS orders_count,
    SUM(total) AS spend,
    DATE_DIFF('day', MAX(ordered_at_date), DATE '2026-06-30') AS orders_days_since_last
  FROM orders_rows
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    COALESCE(orders_features.orders_count, 0) AS orders_count,
    COALESCE(orders_features.spend, 0) AS spend,
    orders_features.orders_days_since_last
  FROM base
  LEFT JOIN orders_features ON orders_features.customer = base.customer_id
),
members_1 AS (
  SELECT
    *,
    COALESCE(orders_count > 0, FALSE) AS "halves.is_scored"
  FROM features
),
members_2 AS (
  SELECT
    *,
    CASE WHEN "halves.is_scored" THEN NTILE(2) OVER (PARTITION BY "halves.is_scored" ORDER BY orders_count NULLS FIRST, customer_id NULLS LAST) END AS "halves.f",
    ROW_NUMBER() OVER (PARTITION BY "halves.is_scored" ORDER BY spend NULLS LAST, customer_id NULLS LAST) AS "package.m_place",
    COUNT(spend) OVER (PARTITION BY "halves.is_scored") AS "package.m_customers",
    ROW_NUMBER() OVER (PARTITION BY "halves.is_scored" ORDER BY orders_days_since_last NULLS LAST, customer_id NULLS LAST) AS "package.r_place",
    COUNT(orders_days_since_last) OVER (PARTITION BY "halves.is_scored") AS "package.r_customers",
    CASE WHEN "halves.is_scored" THEN NTILE(2) OVER (PARTITION BY "halves.is_scored" ORDER BY orders_days_since_last DESC NULLS FIRST, customer_id NULLS LAST) END AS "halves.r",
    ROW_NUMBER() OVER (PARTITION BY "halves.is_scored" ORDER BY orders_count NULLS LAST, customer_id NULLS LAST) AS "package.f_place",
    COUNT(orders_count) OVER (PARTITION BY "halves.is_scored") AS "package.f_customers",
    CASE WHEN "halves.is_scored" THEN NTILE(2) OVER (PARTITION BY "halves.is_scored" ORDER BY spend NULLS FIRST, customer_id NULLS LAST) END AS "halves.m"
  FROM members_1
),
members_3 AS (
  SELECT
    *,
    CASE WHEN NOT "halves.is_scored" THEN 'prospects' WHEN "halves.f" >= 2 THEN 'upper' ELSE 'lower' END AS "halves.segment",
    MAX(CASE WHEN "package.m_place" = ("package.m_customers" - 1) * 1 // 5 + 1 THEN spend END) OVER (PARTITION BY "halves.is_scored") AS "package.m_cut_1",
    MAX(CASE WHEN "package.m_place" = ("package.m_customers" - 1) * 1 // 5 + 2 THEN spend END) OVER (PARTITION BY "halves.is_scored") AS "package.m_cut_1_2",
    MAX(CASE WHEN "package.m_place" = ("package.m_customers" - 1) * 2 // 5 + 1 THEN spend END) OVER (PARTITION BY "halves.is_scored") AS "package.m_cut_2",
    MAX(CASE WHEN "package.m_place" = ("package.m_customers" - 1) * 2 // 5 + 2 THEN spend END) OVER (PARTITION BY "halves.is_scored") AS "package.m_cut_2_2",
    MAX(CASE WHEN "package.m_place" = ("package.m_customers" - 1) * 3 // 5 + 1 THEN spend END) OVER (PARTITION BY "halves.is_scored") AS "package.m_cut_3",
    MAX(CASE WHEN "package.m_place" = ("package.m_customers" - 1) * 3 // 5 + 2 THEN spend END) OVER (PARTITION BY "halves.is_scored") AS "package.m_cut_3_2",
    MAX(CASE WHEN "package.m_place" = ("package.m_customers" - 1) * 4 // 5 + 1 THEN spend END) OVER (PARTITION BY "halves.is_scored") AS "package.m_cut_4",
    MAX(CASE WHEN "package.m_place" = ("package.m_customers" - 1) * 4 // 5 + 2 THEN spend END) OVER (PARTITION BY "halves.is_scored") AS "package.m_cut_4_2",
    MAX(CASE WHEN "package.r_place" = ("package.r_customers" - 1) * 1 // 5 + 1 THEN orders_days_since_last END) OVER (PARTITION BY "halves.is_scored") AS "package.r_cut_1",
    MAX(CASE WHEN "package.r_place" = ("package.r_customers" - 1) * 1 // 5 + 2 THEN orders_days_since_last END) OVER (PARTITION BY "halves.is_scored") AS "package.r_cut_1_2",
    MAX(CASE WHEN "package.r_place" = ("package.r_customers" - 1) * 2 // 5 + 1 THEN orders_days_since_last END) OVER (PARTITION BY "halves.is_scored") AS "package.r_cut_2",
    MAX(CASE WHEN "package.r_place" = ("package.r_customers" - 1) * 2 // 5 + 2 THEN orders_days_since_last END) OVER (PARTITION BY "halves.is_scored") AS "package.r_cut_2_2",
    MAX(CASE WHEN "package.r_place" = ("package.r_customers" - 1) * 3 // 5 + 1 THEN orders_days_since_last END) OVER (PARTITION BY "halves.is_scored") AS "package.r_cut_3",
    MAX(CASE WHEN "package.r_place" = ("package.r_customers" - 1) * 3 // 5 + 2 THEN orders_days_since_last END) OVER (PARTITION BY "halves.is_scored") AS "package.r_cut_3_2",
    MAX(CASE WHEN "package.r_place" = ("package.r_customers" - 1) * 4 // 5 + 1 THEN orders_days_since_last END) OVER (PARTITION BY "halves.is_scored") AS "package.r_cut_4",
    MAX(CASE WHEN "package.r_place" = ("package.r_customers" - 1) * 4 // 5 + 2 THEN orders_days_since_last END) OVER (PARTITION BY "halves.is_scored") AS "package.r_cut_4_2",
    COALESCE("halves.r" = 2, FALSE) AS recent,
    MAX(CASE WHEN "package.f_place" = ("package.f_customers" - 1) * 1 // 5 + 1 THEN orders_count END) OVER (PARTITION BY "halves.is_scored") AS "package.f_cut_1",
    MAX(CASE WHEN "package.f_place" = ("package.f_customers" - 1) * 1 // 5 + 2 THEN orders_count END) OVER (PARTITION BY "halves.is_scored") AS "package.f_cut_1_2",
    MAX(CASE WHEN "package.f_place" = ("package.f_customers" - 1) * 2 // 5 + 1 THEN orders_count END) OVER (PARTITION BY "halves.is_scored") AS "package.f_cut_2",
    MAX(CASE WHEN "package.f_place" = ("package.f_customers" - 1) * 2 // 5 + 2 THEN orders_count END) OVER (PARTITION BY "halves.is_scored") AS "package.f_cut_2_2",
    MAX(CASE WHEN "package.f_place" = ("package.f_customers" - 1) * 3 // 5 + 1 THEN orders_count END) OVER (PARTITION BY "halves.is_scored") AS "package.f_cut_3",
    MAX(CASE WHEN "package.f_place" = ("package.f_customers" - 1) * 3 // 5 + 2 THEN orders_count END) OVER (PARTITION BY "halves.is_scored") AS "package.f_cut_3_2",
    MAX(CASE WHEN "package.f_place" = ("package.f_customers" - 1) * 4 // 5 + 1 THEN orders_count END) OVER (PARTITION BY "halves.is_scored") AS "package.f_cut_4",
    MAX(CASE WHEN "package.f_place" = ("package.f_customers" - 1) * 4 // 5 + 2 THEN orders_count END) OVER (PARTITION BY "halves.is_scored") AS "package.f_cut_4_2"
  FROM members_2
),
members_4 AS (
  SELECT
    *,
    COALESCE("halves.segment" = 'lower', FALSE) AS lower,
    CASE WHEN "halves.is_scored" THEN 1 + (CASE WHEN (spend - 1 - "package.m_cut_1") * 5 >= ("package.m_customers" - 1) * 1 % 5 * (COALESCE("package.m_cut_1_2", "package.m_cut_1") - "package.m_cut_1") THEN 1 ELSE 0 END + CASE WHEN (spend - 1 - "package.m_cut_2") * 5 >= ("package.m_customers" - 1) * 2 % 5 * (COALESCE("package.m_cut_2_2", "package.m_cut_2") - "package.m_cut_2") THEN 1 ELSE 0 END + CASE WHEN (spend - 1 - "package.m_cut_3") * 5 >= ("package.m_customers" - 1) * 3 % 5 * (COALESCE("package.m_cut_3_2", "package.m_cut_3") - "package.m_cut_3") THEN 1 ELSE 0 END + CASE WHEN (spend - 1 - "package.m_cut_4") * 5 >= ("package.m_customers" - 1) * 4 % 5 * (COALESCE("package.m_cut_4_2", "package.m_cut_4") - "package.m_cut_4") THEN 1 ELSE 0 END) END AS "package.m",
    CASE WHEN "halves.is_scored" THEN 5 - (CASE WHEN (orders_days_since_last - 1 - "package.r_cut_1") * 5 >= ("package.r_customers" - 1) * 1 % 5 * (COALESCE("package.r_cut_1_2", "package.r_cut_1") - "package.r_cut_1") THEN 1 ELSE 0 END + CASE WHEN (orders_days_since_last - 1 - "package.r_cut_2") * 5 >= ("package.r_customers" - 1) * 2 % 5 * (COALESCE("package.r_cut_2_2", "package.r_cut_2") - "package.r_cut_2") THEN 1 ELSE 0 END + CASE WHEN (orders_days_since_last - 1 - "package.r_cut_3") * 5 >= ("package.r_customers" - 1) * 3 % 5 * (COALESCE("package.r_cut_3_2", "package.r_cut_3") - "package.r_cut_3") THEN 1 ELSE 0 END + CASE WHEN (orders_days_since_last - 1 - "package.r_cut_4") * 5 >= ("package.r_customers" - 1) * 4 % 5 * (COALESCE("package.r_cut_4_2", "package.r_cut_4") - "package.r_cut_4") THEN 1 ELSE 0 END) END AS "package.r",
    CASE WHEN "halves.is_scored" THEN 1 + (CASE WHEN (orders_count - 1 - "package.f_cut_1") * 5 >= ("package.f_customers" - 1) * 1 % 5 * (COALESCE("package.f_cut_1_2", "package.f_cut_1") - "package.f_cut_1") THEN 1 ELSE 0 END + CASE WHEN (orders_count - 1 - "package.f_cut_2") * 5 >= ("package.f_customers" - 1) * 2 % 5 * (COALESCE("package.f_cut_2_2", "package.f_cut_2") - "package.f_cut_2") THEN 1 ELSE 0 END + CASE WHEN (orders_count - 1 - "package.f_cut_3") * 5 >= ("package.f_customers" - 1) * 3 % 5 * (COALESCE("package.f_cut_3_2", "package.f_cut_3") - "package.f_cut_3") THEN 1 ELSE 0 END + CASE WHEN (orders_count - 1 - "package.f_cut_4") * 5 >= ("package.f_customers" - 1) * 4 % 5 * (COALESCE("package.f_cut_4_2", "package.f_cut_4") - "package.f_cut_4") THEN 1 ELSE 0 END) END AS "package.f"
  FROM members_3
),
members_5 AS (
  SELECT
    *,
    COALESCE("package.m" = 2, FALSE) AS "m-of-2",
    COALESCE("package.r" = 3, FALSE) AS "r-of-3",
    ("package.r" * 10 + "package.f") * 10 + "package.m" AS "package.score"
  FROM members_4
),
members AS (
  SELECT
    *,
    "package.score" IS NOT NULL AS "with-scores"
  FROM members_5
),
segment_membership AS (
  SELECT
    customer_id,
    lower, -- segments.yaml:5
    "m-of-2", -- segments.yaml:10
    "r-of-3", -- segments.yaml:9
    recent, -- segments.yaml:4
    "with-scores", -- segments.yaml:6
    "halves.r",
    "halves.f",
    "halves.m",
    "package.r",
    "package.f",
    "package.m"
  FROM members
)
SELECT
  'lower' AS segment,
  customer_id,
  NULL AS "halves.r",
  NULL AS "halves.f",
  NULL AS "halves.m",
  NULL AS "package.r",
  NULL AS "package.f",
  NULL AS "package.m"
FROM segment_membership
WHERE lower
UNION ALL
SELECT
  'm-of-2' AS segment,
  customer_id,
  NULL AS "halves.r",
  NULL AS "halves.f",
  NULL AS "halves.m",
  NULL AS "package.r",
  NULL AS "package.f",
  NULL AS "package.m"
FROM segment_membership
WHERE "m-of-2"
UNION ALL
SELECT
  'r-of-3' AS segment,
  customer_id,
  NULL AS "halves.r",
  NULL AS "halves.f",
  NULL AS "halves.m",
  NULL AS "package.r",
  NULL AS "package.f",
  NULL AS "package.m"
FROM segment_membership
WHERE "r-of-3"
UNION ALL
SELECT
  'recent' AS segment,
  customer_id,
  NULL AS "halves.r",
  NULL AS "halves.f",
  NULL AS "halves.m",
  NULL AS "package.r",
  NULL AS "package.f",
  NULL AS "package.m"
FROM segment_membership
WHERE recent
UNION ALL
SELECT
  'with-scores' AS segment,
  customer_id,
  "halves.r",
  "halves.f",
  "halves.m",
  "package.r",
  "package.f",
  "package.m"
FROM segment_membership
WHERE "with-scores"
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
