-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
-- "like_poles_0a9398fbb6130310_as_of_20260630T220000Z" is what `segment` finds out about each customer for `like_poles_0a9398fbb6130310`
WITH base AS (
  SELECT
    customers.customer_id,
    like_poles_0a9398fbb6130310.likeness AS "like_poles_0a9398fbb6130310.likeness",
    customers.country
  FROM customers
  LEFT JOIN "like_poles_0a9398fbb6130310_as_of_20260630T220000Z" AS like_poles_0a9398fbb6130310 ON like_poles_0a9398fbb6130310.customer = customers.customer_id
  WHERE customers.signed_up_at < TIMESTAMP '2026-07-01 00:00:00'
),
features AS (
  SELECT
    base.*
  FROM base
),
members_1 AS (
  SELECT
    *,
    "like_poles_0a9398fbb6130310.likeness" IS NOT NULL AS is_ranked,
    COALESCE(country = 'PL', FALSE) AS poles
  FROM features
),
members_2 AS (
  SELECT
    *,
    COUNT(*) OVER (PARTITION BY is_ranked) AS ranked_customers,
    RANK() OVER (PARTITION BY is_ranked ORDER BY "like_poles_0a9398fbb6130310.likeness" DESC NULLS LAST) AS rank,
    COUNT(*) OVER (PARTITION BY is_ranked, "like_poles_0a9398fbb6130310.likeness") AS tied
  FROM members_1
),
members AS (
  SELECT
    *,
    COALESCE(is_ranked AND ranked_customers - (5 * (ranked_customers - 1) + 9) // 10 - (rank - 1) > 0 AND tied - (ranked_customers - (5 * (ranked_customers - 1) + 9) // 10 - (rank - 1)) <= ranked_customers - (5 * (ranked_customers - 1) + 9) // 10 - (rank - 1), FALSE) AS "like-poles"
  FROM members_2
),
segment_membership AS (
  SELECT
    customer_id,
    "like-poles", -- segments.yaml:4
    poles -- segments.yaml:3
  FROM members
)
SELECT
  'like-poles' AS segment,
  customer_id
FROM segment_membership
WHERE "like-poles"
UNION ALL
SELECT
  'poles' AS segment,
  customer_id
FROM segment_membership
WHERE poles
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
