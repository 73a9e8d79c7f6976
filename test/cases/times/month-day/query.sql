-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-02-20, which is everything before 2026-02-21T00:00:00Z; time zone UTC
-- tables, as `segment sources` shows them: customers (customers.csv)
WITH base AS (
  SELECT
    customers.id,
    customers.born
  FROM customers
),
features AS (
  SELECT
    base.*
  FROM base
),
members AS (
  SELECT
    *,
    COALESCE(EXTRACT(MONTH FROM born) = 7, FALSE) AS july,
    COALESCE(born IS NOT NULL AND EXTRACT(YEAR FROM born) < 2026 AND CASE WHEN EXTRACT(MONTH FROM born) * 100 + EXTRACT(DAY FROM born) = 229 THEN 228 ELSE EXTRACT(MONTH FROM born) * 100 + EXTRACT(DAY FROM born) END >= 221 AND CASE WHEN EXTRACT(MONTH FROM born) * 100 + EXTRACT(DAY FROM born) = 229 THEN 228 ELSE EXTRACT(MONTH FROM born) * 100 + EXTRACT(DAY FROM born) END <= 228, FALSE) AS "next-eight-days",
    COALESCE(born IS NOT NULL AND EXTRACT(YEAR FROM born) < 2026 AND CASE WHEN EXTRACT(MONTH FROM born) * 100 + EXTRACT(DAY FROM born) = 229 THEN 228 ELSE EXTRACT(MONTH FROM born) * 100 + EXTRACT(DAY FROM born) END >= 221 AND CASE WHEN EXTRACT(MONTH FROM born) * 100 + EXTRACT(DAY FROM born) = 229 THEN 228 ELSE EXTRACT(MONTH FROM born) * 100 + EXTRACT(DAY FROM born) END <= 301, FALSE) AS "next-nine-days",
    REPLACE(CAST(born AS VARCHAR), '0004-', '') AS born_2,
    born IS NULL AS unknown
  FROM features
),
segment_membership AS (
  SELECT
    id,
    july, -- segments.yaml:7
    "next-eight-days", -- segments.yaml:5
    "next-nine-days", -- segments.yaml:2
    born_2,
    unknown -- segments.yaml:9
  FROM members
)
SELECT
  'july' AS segment,
  id,
  NULL AS born
FROM segment_membership
WHERE july
UNION ALL
SELECT
  'next-eight-days' AS segment,
  id,
  NULL AS born
FROM segment_membership
WHERE "next-eight-days"
UNION ALL
SELECT
  'next-nine-days' AS segment,
  id,
  born_2 AS born
FROM segment_membership
WHERE "next-nine-days"
UNION ALL
SELECT
  'unknown' AS segment,
  id,
  NULL AS born
FROM segment_membership
WHERE unknown
ORDER BY segment NULLS LAST, id NULLS LAST;
