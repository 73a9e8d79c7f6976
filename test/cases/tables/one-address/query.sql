-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-07-01T00:00:00Z; time zone UTC
-- tables, as `segment sources` shows them: customers (customers.csv)
WITH base AS (
  SELECT
    customers.id,
    customers.gone,
    customers.spent,
    customers.email,
    customers.agreed
  FROM customers
),
features AS (
  SELECT
    base.*
  FROM base
),
members_1 AS (
  SELECT
    *,
    COALESCE(gone = 1, FALSE) AS bounced,
    LOWER(email) AS email_address
  FROM features
),
members_2 AS (
  SELECT
    *,
    CASE WHEN agreed IS NOT NULL AND NOT COALESCE(TRANSLATE(LOWER(agreed), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ') IN (TRANSLATE(LOWER('yes'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), TRANSLATE(LOWER('true'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), TRANSLATE(LOWER('y'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), TRANSLATE(LOWER('1'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ')), FALSE) OR bounced THEN 1 ELSE 0 END AS email_refused
  FROM members_1
),
members_3 AS (
  SELECT
    *,
    MAX(email_refused) OVER (PARTITION BY email_address) AS email_refused_by_any
  FROM members_2
),
members_4 AS (
  SELECT
    *,
    email_refused_by_any = 0 AS email_unrefused
  FROM members_3
),
members AS (
  SELECT
    *,
    COALESCE(spent >= 0 AND email IS NOT NULL AND TRANSLATE(LOWER(agreed), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ') IN (TRANSLATE(LOWER('yes'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), TRANSLATE(LOWER('true'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), TRANSLATE(LOWER('y'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), TRANSLATE(LOWER('1'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ')) AND NOT COALESCE(bounced, FALSE) AND email_unrefused, FALSE) AS letter
  FROM members_4
),
segment_membership AS (
  SELECT
    id,
    bounced, -- segments.yaml:2
    letter -- segments.yaml:5
  FROM members
)
SELECT
  'bounced' AS segment,
  id
FROM segment_membership
WHERE bounced
UNION ALL
SELECT
  'letter' AS segment,
  id
FROM segment_membership
WHERE letter
ORDER BY segment NULLS LAST, id NULLS LAST;
