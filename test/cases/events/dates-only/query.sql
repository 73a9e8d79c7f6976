-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
WITH base AS (
  SELECT
    customers.customer_id
  FROM customers
  WHERE customers.signed_up_at < TIMESTAMP '2026-07-01 00:00:00'
),
mailings_rows AS (
  SELECT
    mailings.customer_id AS customer,
    mailings.sent_on
  FROM mailings
  WHERE mailings.sent_on < DATE '2026-07-01'
    AND mailings.sent_on >= DATE '2026-06-01'
),
mailings_features AS (
  SELECT
    customer,
    COUNT(CASE WHEN sent_on >= DATE '2026-06-01' THEN 1 END) AS mailings_count,
    MAX(sent_on) AS mailings_last
  FROM mailings_rows
  GROUP BY customer
),
mailings_rows_in_order_1 AS (
  SELECT
    mailings.customer_id AS customer,
    mailings.mailing_id,
    TRY_CAST(mailings.mailing_id AS DECIMAL(38, 10)) AS mailing_id_number,
    mailings.sent_on,
    mailings.kind
  FROM mailings
  WHERE mailings.sent_on < DATE '2026-07-01'
),
mailings_rows_in_order AS (
  SELECT
    *,
    ROW_NUMBER() OVER (PARTITION BY customer ORDER BY sent_on DESC NULLS LAST, mailing_id_number DESC NULLS FIRST, mailing_id DESC NULLS LAST) AS latest
  FROM mailings_rows_in_order_1
),
mailings_features_in_order AS (
  SELECT
    customer,
    COUNT(*) AS mailings_count
  FROM mailings_rows_in_order
  WHERE latest <= 1
    AND kind = 'news'
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    COALESCE(mailings_features.mailings_count, 0) AS mailings_count,
    COALESCE(mailings_features_in_order.mailings_count, 0) AS mailings_count_2,
    mailings_features.mailings_last
  FROM base
  LEFT JOIN mailings_features ON mailings_features.customer = base.customer_id
  LEFT JOIN mailings_features_in_order ON mailings_features_in_order.customer = base.customer_id
),
members AS (
  SELECT
    *,
    COALESCE(mailings_count >= 2, FALSE) AS june,
    COALESCE(mailings_count_2 >= 1, FALSE) AS "last-of-all",
    COALESCE(mailings_last >= DATE '2026-06-30', FALSE) AS today
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    june, -- segments.yaml:4
    "last-of-all", -- segments.yaml:5
    today -- segments.yaml:3
  FROM members
)
SELECT
  'june' AS segment,
  customer_id
FROM segment_membership
WHERE june
UNION ALL
SELECT
  'last-of-all' AS segment,
  customer_id
FROM segment_membership
WHERE "last-of-all"
UNION ALL
SELECT
  'today' AS segment,
  customer_id
FROM segment_membership
WHERE today
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
