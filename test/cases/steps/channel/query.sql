-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
WITH base AS (
  SELECT
    customers.customer_id,
    customers.points,
    customers.email,
    customers.email_consent,
    customers.phone,
    customers.sms_status
  FROM customers
  WHERE customers.signed_up_at < TIMESTAMP '2026-07-01 00:00:00'
),
orders_rows AS (
  SELECT
    orders.customer_id AS customer,
    orders.total,
    orders.ordered_at
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_features AS (
  SELECT
    customer,
    SUM(total) AS spend
  FROM orders_rows
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    COALESCE(orders_features.spend, 0) AS spend
  FROM base
  LEFT JOIN orders_features ON orders_features.customer = base.customer_id
),
members_1 AS (
  SELECT
    *,
    CASE WHEN email_consent IS NOT NULL AND NOT COALESCE(TRANSLATE(LOWER(email_consent), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ') IN (TRANSLATE(LOWER('yes'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), TRANSLATE(LOWER('true'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), TRANSLATE(LOWER('y'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), TRANSLATE(LOWER('1'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ')), FALSE) THEN 1 ELSE 0 END AS email_refused,
    LOWER(email) AS email_address,
    CASE WHEN sms_status IS NOT NULL AND NOT COALESCE(sms_status = 'subscribed', FALSE) THEN 1 ELSE 0 END AS sms_refused,
    NULLIF(TRANSLATE(phone, ' ()-./', ''), '') AS sms_address
  FROM features
),
members_2 AS (
  SELECT
    *,
    MAX(email_refused) OVER (PARTITION BY email_address) AS email_refused_by_any,
    MAX(sms_refused) OVER (PARTITION BY sms_address) AS sms_refused_by_any
  FROM members_1
),
members_3 AS (
  SELECT
    *,
    email_refused_by_any = 0 AS email_unrefused,
    sms_refused_by_any = 0 AS sms_unrefused
  FROM members_2
),
members AS (
  SELECT
    *,
    COALESCE((points IS NOT NULL OR points IS NULL) AND email IS NOT NULL AND TRANSLATE(LOWER(email_consent), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ') IN (TRANSLATE(LOWER('yes'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), TRANSLATE(LOWER('true'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), TRANSLATE(LOWER('y'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), TRANSLATE(LOWER('1'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ')) AND email_unrefused, FALSE) AS "by-mail",
    COALESCE(spend >= 0 AND phone IS NOT NULL AND sms_status = 'subscribed' AND sms_unrefused, FALSE) AS "by-text"
  FROM members_3
),
segment_membership AS (
  SELECT
    customer_id,
    "by-mail", -- segments.yaml:3
    "by-text" -- segments.yaml:4
  FROM members
)
SELECT
  'by-mail' AS segment,
  customer_id
FROM segment_membership
WHERE "by-mail"
UNION ALL
SELECT
  'by-text' AS segment,
  customer_id
FROM segment_membership
WHERE "by-text"
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
