-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
WITH base AS (
  SELECT
    customers.customer_id,
    customers.email
  FROM customers
  WHERE customers.signed_up_at < TIMESTAMP '2026-07-01 00:00:00'
),
features AS (
  SELECT
    base.*
  FROM base
),
members AS (
  SELECT
    *,
    COALESCE(CONTAINS(TRANSLATE(LOWER(email), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), TRANSLATE(LOWER('@example.com'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ')), FALSE) AS folded,
    COALESCE(CONTAINS(email, '@example.com'), FALSE) AS text,
    COALESCE(CONTAINS(email, '%'), FALSE) AS "wildcards-are-text"
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    folded, -- segments.yaml:4
    text, -- segments.yaml:2
    "wildcards-are-text" -- segments.yaml:5
  FROM members
)
SELECT
  'folded' AS segment,
  customer_id
FROM segment_membership
WHERE folded
UNION ALL
SELECT
  'text' AS segment,
  customer_id
FROM segment_membership
WHERE text
UNION ALL
SELECT
  'wildcards-are-text' AS segment,
  customer_id
FROM segment_membership
WHERE "wildcards-are-text"
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
