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
    tickets.topic
  FROM tickets
),
tickets_features AS (
  SELECT
    customer,
    COUNT(*) AS tickets_count,
    COUNT(DISTINCT topic) AS tickets_distinct_topic
  FROM tickets_rows
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    COALESCE(tickets_features.tickets_count, 0) AS tickets_count,
    COALESCE(tickets_features.tickets_distinct_topic, 0) AS tickets_distinct_topic
  FROM base
  LEFT JOIN tickets_features ON tickets_features.customer = base.customer_id
),
members AS (
  SELECT
    *,
    COALESCE(tickets_count >= 1, FALSE) AS "any",
    COALESCE(tickets_distinct_topic >= 2, FALSE) AS topics
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    "any", -- segments.yaml:2
    topics -- segments.yaml:3
  FROM members
)
SELECT
  'any' AS segment,
  customer_id
FROM segment_membership
WHERE "any"
UNION ALL
SELECT
  'topics' AS segment,
  customer_id
FROM segment_membership
WHERE topics
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
