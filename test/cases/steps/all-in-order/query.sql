-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv)
WITH base AS (
  SELECT
    customers.customer_id,
    customers.points,
    customers.country,
    customers.email,
    customers.email_consent
  FROM customers
  WHERE customers.signed_up_at < TIMESTAMP '2026-07-01 00:00:00'
),
orders_rows AS (
  SELECT
    orders.customer_id AS customer,
    orders.total,
    orders.channel = 'phone' AS channel_is_phone,
    orders.ordered_at
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_features AS (
  SELECT
    customer,
    SUM(total) AS spend,
    COUNT(*) AS orders_count,
    COUNT(CASE WHEN channel_is_phone THEN 1 END) AS orders_count_2
  FROM orders_rows
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    COALESCE(orders_features.spend, 0) AS spend,
    COALESCE(orders_features.orders_count, 0) AS orders_count,
    COALESCE(orders_features.orders_count_2, 0) AS orders_count_2
  FROM base
  LEFT JOIN orders_features ON orders_features.customer = base.customer_id
),
members_1 AS (
  SELECT
    *,
    CAST('0x' || SUBSTR(MD5(('holdout:global:' || customer_id)), 1, 8) AS BIGINT) % 10000 AS holdout_bucket,
    LOWER(email) AS email_address,
    CAST('0x' || SUBSTR(MD5(('split:spring:' || customer_id)), 1, 8) AS BIGINT) % 10000 AS split_bucket
  FROM features
),
members_2 AS (
  SELECT
    *,
    COALESCE(orders_count >= 1 AND NOT COALESCE(holdout_bucket < 1000, FALSE), FALSE) AS buyers,
    COALESCE(orders_count_2 >= 1 AND NOT COALESCE(holdout_bucket < 1000, FALSE), FALSE) AS phoned
  FROM members_1
),
members_3 AS (
  SELECT
    *,
    CASE WHEN email_consent IS NOT NULL AND NOT COALESCE(TRANSLATE(LOWER(email_consent), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ') IN (TRANSLATE(LOWER('yes'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), TRANSLATE(LOWER('true'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), TRANSLATE(LOWER('y'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), TRANSLATE(LOWER('1'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ')), FALSE) OR phoned THEN 1 ELSE 0 END AS email_refused
  FROM members_2
),
members_4 AS (
  SELECT
    *,
    MAX(email_refused) OVER (PARTITION BY email_address) AS email_refused_by_any
  FROM members_3
),
members_5 AS (
  SELECT
    *,
    email_refused_by_any = 0 AS email_unrefused
  FROM members_4
),
members_6 AS (
  SELECT
    *,
    ROW_NUMBER() OVER (PARTITION BY COALESCE(buyers AND points >= 10 AND NOT COALESCE(country = 'HU', FALSE) AND email IS NOT NULL AND TRANSLATE(LOWER(email_consent), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ') IN (TRANSLATE(LOWER('yes'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), TRANSLATE(LOWER('true'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), TRANSLATE(LOWER('y'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), TRANSLATE(LOWER('1'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ')) AND NOT COALESCE(phoned, FALSE) AND email_unrefused AND NOT COALESCE(holdout_bucket < 1000, FALSE), FALSE) ORDER BY spend DESC NULLS LAST, customer_id NULLS LAST) AS place
  FROM members_5
),
members_7 AS (
  SELECT
    *,
    COALESCE(buyers AND points >= 10 AND NOT COALESCE(country = 'HU', FALSE) AND email IS NOT NULL AND TRANSLATE(LOWER(email_consent), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ') IN (TRANSLATE(LOWER('yes'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), TRANSLATE(LOWER('true'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), TRANSLATE(LOWER('y'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), TRANSLATE(LOWER('1'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ')) AND NOT COALESCE(phoned, FALSE) AND email_unrefused AND NOT COALESCE(holdout_bucket < 1000, FALSE) AND place <= 2, FALSE) AS letter
  FROM members_6
),
members AS (
  SELECT
    *,
    CASE WHEN letter AND split_bucket < 2500 THEN 'control' WHEN letter AND split_bucket < 10000 THEN 'a' END AS "letter.arm"
  FROM members_7
),
segment_membership AS (
  SELECT
    customer_id,
    buyers, -- segments.yaml:2
    letter, -- segments.yaml:4
    "letter.arm",
    email,
    spend,
    phoned -- segments.yaml:3
  FROM members
)
SELECT
  'buyers' AS segment,
  customer_id,
  NULL AS arm,
  NULL AS email,
  NULL AS spend
FROM segment_membership
WHERE buyers
UNION ALL
SELECT
  'letter' AS segment,
  customer_id,
  "letter.arm" AS arm,
  email,
  spend
FROM segment_membership
WHERE letter
UNION ALL
SELECT
  'phoned' AS segment,
  customer_id,
  NULL AS arm,
  NULL AS email,
  NULL AS spend
FROM segment_membership
WHERE phoned
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
